#!/bin/bash
# Run inside the old root: compile Python, and the libraries that its age matters for, from the
# source packages of the newest Debian that still has this Python, with their security fixes.
#
#   compile_python.sh PREFIX
set -eu
prefix=$1
here=$(cd "$(dirname "$0")" && pwd)
old="-include $here/glibc-2.28.h"
work=$(mktemp -d)
cd "$work"
apt-get source --quiet python3.11/bookworm sqlite3/bookworm expat/bookworm \
    libpng1.6/bookworm dbus/bookworm

echo "· SQLite"
(
    cd sqlite3-*/
    ./configure --quiet --prefix="$prefix" --disable-static --disable-tcl --disable-readline \
        CFLAGS="-O2 -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DBSTAT_VTAB \
                -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_MATH_FUNCTIONS $old"
    make --silent -j"$(nproc)" && make --silent install
) > sqlite.log 2>&1 || { tail -n 20 sqlite.log >&2; exit 1; }

echo "· Expat"
(
    cd expat-*/expat/
    [ -x configure ] || ./buildconf.sh
    ./configure --quiet --prefix="$prefix" --disable-static --without-docbook --without-examples \
        --without-tests --without-xmlwf CFLAGS="-O2 $old"
    make --silent -j"$(nproc)" && make --silent install
) > expat.log 2>&1 || { tail -n 20 expat.log >&2; exit 1; }

echo "· libpng, and libdbus without systemd: those of the old Debian ask for more"
(
    cd libpng1.6-*/
    ./configure --quiet --prefix="$prefix" --disable-static CFLAGS="-O2 $old"
    make --silent -j"$(nproc)" && make --silent install
    cd ../dbus-*/
    ./configure --quiet --prefix="$prefix" --sysconfdir=/etc --localstatedir=/var \
        --disable-static --disable-systemd --disable-tests --disable-xml-docs \
        --disable-doxygen-docs --disable-selinux --disable-apparmor --disable-libaudit \
        --without-x CFLAGS="-O2 $old -I$prefix/include" LDFLAGS="-L$prefix/lib" \
        EXPAT_CFLAGS="-I$prefix/include" EXPAT_LIBS="-L$prefix/lib -lexpat"
    make --silent -j"$(nproc)" -C dbus libdbus-1.la && make --silent -C dbus install-libLTLIBRARIES
) > small.log 2>&1 || { tail -n 20 small.log >&2; exit 1; }

# What Python is measured with before it is compiled again: what this program is made of. Of all its
# tests those for XML fail with the Expat above, which refuses more.
task="-m test --pgo test_array test_base64 test_collections test_dataclasses test_datetime test_decimal
    test_functools test_itertools test_json test_operator test_ordered_dict test_patma test_pickle
    test_re test_sqlite3 test_struct test_unicode"

echo "· Python, measured and compiled again for speed: ten minutes"
(
    cd python3.11-*/
    # A mend of Debian's makes pyexpat one of those that see the inside of Python.
    sed -i "s/sources=\['pyexpat.c'\]/&, define_macros=[('Py_BUILD_CORE_MODULE', '1')]/" setup.py
    # Another of Debian's measures twice, for the whole test suite that may fail.
    sed -i '/PROFILE_TASK) || true$/d' Makefile.pre.in
    # sem_clockwait came with glibc 2.30; without it Python waits by the older call.
    ./configure --quiet --prefix="$prefix" --enable-shared --without-static-libpython \
        --enable-optimizations --with-system-expat --without-ensurepip \
        ac_cv_func_sem_clockwait=no \
        CFLAGS="$old" CPPFLAGS="-I$prefix/include" \
        LDFLAGS="-L$prefix/lib -Wl,-rpath,$prefix/lib"
    make --silent -j"$(nproc)" PROFILE_TASK="$(echo $task)" && make --silent install
) > python.log 2>&1 || { tail -n 40 python.log >&2; exit 1; }

# Of what the program imports nothing may be missing because a header was.
"$prefix/bin/python3.11" -c "import ctypes, pyexpat, sqlite3, zlib, _elementtree, _decimal"
cd / && rm -rf "$work"
