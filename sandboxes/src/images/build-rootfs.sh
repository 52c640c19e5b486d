#!/usr/bin/env bash
# Builds the base root file system of sandboxes from Debian packages, without any image registry and without running
# a maintainer script: mmdebstrap only unpacks, what the scripts would have done is done by hand below.
# Usage: build-rootfs.sh OUT NODE PYTHON_PACKAGES TOOLCHAIN   (absolute paths: a new folder, the node program, a folder,
# a folder with node_modules/ and bin/)
# Leaves OUT/root and OUT/base.tar. Root only.
set -euo pipefail
root=$1/root node=$2 packages=$3 toolchain=$4
rm -rf "$root" "$1/base.tar"
mkdir -p "$1"
include=base-files,base-passwd,libc-bin,python3,bash,dash,coreutils,sed,grep,findutils,tar,gzip,mawk,diffutils
include+=,procps,git,ca-certificates,util-linux,libatomic1,libstdc++6,patch,make,debianutils
# With `extract` there is no merged /usr and no customize hook: the links come first, the rest comes after.
mmdebstrap --quiet --variant=extract \
  --setup-hook='for d in bin sbin lib lib64; do mkdir -p "$1/usr/$d"; ln -s usr/$d "$1/$d"; done' \
  --include="$include" bookworm "$root"
cd "$root"
rm -rf usr/share/{doc,man,locale,info,i18n,bash-completion,lintian} var/cache/apt/* var/lib/apt/lists/* dev/*
rm -rf usr/lib/*-linux-gnu/gconv
cp usr/share/base-passwd/passwd.master etc/passwd
cp usr/share/base-passwd/group.master etc/group
echo 'sandbox:x:1000:1000:sandbox:/tmp:/bin/bash' >>etc/passwd
echo 'sandbox:x:1000:' >>etc/group
ln -sf mawk usr/bin/awk
ln -sf python3 usr/bin/python
ln -sf which.debianutils usr/bin/which
mkdir -p usr/local/bin usr/local/lib work proc sys dev tmp etc/ssl/certs opt/python
# A tmpfs mounted by Docker takes the mode of the folder in the image.
chmod 1777 tmp work
cat usr/share/ca-certificates/mozilla/*.crt >etc/ssl/certs/ca-certificates.crt
: >etc/resolv.conf
: >etc/hosts
: >etc/hostname
chroot . ldconfig
install -m 755 "$node" usr/local/bin/node
cp -r "$packages/." opt/python/
mkdir -p node_modules opt/tools/bin
cp -r "$toolchain/node_modules/." node_modules/
cp -r "$toolchain/bin/." "$packages/bin/." opt/tools/bin/
# Found without PYTHONPATH too, which whoever works in here sets as they like.
mkdir -p usr/local/lib/python3.11/dist-packages
echo /opt/python >usr/local/lib/python3.11/dist-packages/touchstone.pth
# Copies of libraries that tasks are made of: pip brings packaging, idna and requests, and hides in wheels.
rm -rf usr/share/python-wheels usr/lib/python3/dist-packages usr/lib/python3.*/ensurepip
chroot . python3 -m compileall -q usr/lib/python3.11 opt/python -x test >/dev/null || true
find . -perm /6000 -type f -exec chmod u-s,g-s {} +
tar --numeric-owner --sort=name -cf "$1/base.tar.part" .
mv "$1/base.tar.part" "$1/base.tar"
