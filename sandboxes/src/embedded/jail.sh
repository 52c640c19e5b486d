# Gives one interpreter child a root of its own and drops every privilege, then becomes Node. Runs as the first process
# of fresh mount, pid, net, ipc and uts namespaces (`isolation.ts`). In the new root: /usr and the library folders, the
# Node binary and the runtime folder, all read-only, no /proc, no /dev, nothing of anybody's home.
#
#   sh jail.sh RUNTIME NODE UID ARGUMENT...     UID 0: stay who we are (a user namespace of our own)
set -eu
runtime=$1 node=$2 uid=$3
shift 3
root=$runtime/root
mount -t tmpfs -o size=1m,mode=755 touchstone "$root"
cd "$root"
mkdir usr runtime old
: > node
for name in lib lib64 lib32; do
  if [ -L /$name ]; then cp -P /$name $name
  elif [ -d /$name ]; then mkdir $name; mount --rbind /$name $name; mount -o remount,bind,ro,nosuid,nodev $name
  fi
done
mount --rbind /usr usr; mount -o remount,bind,ro,nosuid,nodev usr
mount --bind "$runtime" runtime; mount -o remount,bind,ro,nosuid,nodev runtime
mount --bind "$node" node; mount -o remount,bind,ro,nosuid,nodev node
ln -s old/proc proc
mount -o remount,bind,ro,nosuid,nodev "$root"
cd "$root"
pivot_root . old
cd /
umount -l /old
ulimit -c 0
ulimit -d 6291456
ulimit -t 3600
if [ "$uid" = 0 ]; then exec env -i TZ=UTC setpriv --no-new-privs --inh-caps=-all --bounding-set=-all --pdeathsig KILL /node "$@"
fi
exec env -i TZ=UTC setpriv --reuid "$uid" --regid "$uid" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all --pdeathsig KILL /node "$@"
