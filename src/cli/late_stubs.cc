// The stubs of late_library.h: for each function in late_stubs.inc, which the build writes, a jump
// to where its slot points, so that arguments and results pass through as they are.
#include "cli/late_library.h"

#if defined(__x86_64__)
#define LATE_JUMP(name) "endbr64\n jmp *.Lslot_" #name "(%rip)\n"
#else
#define LATE_JUMP(name) \
  "adrp x16, .Lslot_" #name "\n ldr x16, [x16, :lo12:.Lslot_" #name "]\n br x16\n"
#endif

// A stub, its slot, and a row of its library's table. None of them is seen outside the program.
#define LATE_STUB(id, name, start)                                                             \
  asm(".text\n .p2align 4\n .globl " #name "\n .hidden " #name "\n .type " #name               \
      ", %function\n" #name                                                                    \
      ":\n" LATE_JUMP(name) ".size " #name ", .-" #name "\n .data\n .p2align 3\n.Lslot_" #name \
                            ": .quad " start "\n .section .rodata.late,\"a\"\n.Lname_" #name   \
                            ": .asciz \"" #name "\"\n .section .data.rel.ro.late_" #id         \
                            ",\"aw\"\n .quad .Lname_" #name ", .Lslot_" #name "\n .text\n");

#define LATE_LIBRARY(id, file)                                                                 \
  extern const char late_name_of_##id[] = file;                                                \
  asm(".section .data.rel.ro.late_" #id ",\"aw\"\n .p2align 3\n .globl late_functions_of_" #id \
      "\n .hidden late_functions_of_" #id "\nlate_functions_of_" #id ":\n .text\n");
#define LATE_END(id) asm(".section .data.rel.ro.late_" #id ",\"aw\"\n .quad 0, 0\n .text\n");
#define LATE_FUNCTION(id, name) LATE_STUB(id, name, "late_called_too_early")
#define LATE_FIRST(id, name) LATE_STUB(id, name, "late_first_of_" #id)

#include "late_stubs.inc"
