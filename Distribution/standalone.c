// What is linked into the program that is released, and not into the one that `make build` makes: the data of ICU
// that icu_data.py cut, and a rule for glibc.

#include <nss.h>

// The linker takes this for ICU's data, since it comes before the archive that has 34 MB of it.
__asm__(".pushsection .rodata, \"a\"\n"
        ".globl icudt76_dat\n"
        ".balign 16\n"
        ".type icudt76_dat, @object\n"
        "icudt76_dat:\n"
        ".incbin \"" ICU_DATA "\"\n"
        ".size icudt76_dat, . - icudt76_dat\n"
        ".popsection\n");

// glibc would load libraries of the machine to look up names of hosts and users, as its nsswitch.conf says. They belong
// to another glibc than the one in the program. What glibc has in itself is enough: files, and DNS for hosts.
__attribute__((constructor)) static void look_names_up_without_libraries(void) {
  __nss_configure_lookup("hosts", "files dns");
  __nss_configure_lookup("passwd", "files");
  __nss_configure_lookup("group", "files");
}
