#include "cli/command.h"

int main(int argc, char** argv) {
  return keysieve::cli::run(argc, argv);
}
