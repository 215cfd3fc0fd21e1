/*
 * Included before every C file of Python, SQLite and Expat when the Linux program is built.
 *
 * Debian 11 links these functions by the versions that came with glibc 2.29; the older ones differ
 * only in how they report errors to programs that define matherr(), which nobody does.  With the
 * old ones the program runs on glibc 2.28 (UOS 20).
 */
#if defined(__x86_64__) && !defined(__ASSEMBLER__)
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#endif
