// libgit2 reads all of the system's certificates when it begins, in the builds that use Mbed TLS:
// half of what a hook takes. keysieve never goes to the network, so its program (not its library,
// whose hosts may) answers in Mbed TLS's place that there are none. A program's own symbols come
// before those of shared libraries.

extern "C" {

[[gnu::used, gnu::visibility("default")]] int mbedtls_x509_crt_parse_file(void*, const char*);
[[gnu::used, gnu::visibility("default")]] int mbedtls_x509_crt_parse_path(void*, const char*);

int mbedtls_x509_crt_parse_file(void* /*chain*/, const char* /*file*/) {
  return 0;
}
int mbedtls_x509_crt_parse_path(void* /*chain*/, const char* /*folder*/) {
  return 0;
}
}
