# Runs one JavaScript program in a root of its own (see `jail.sh`, which does the same for the interpreter) and hands its
# files back. First process of fresh mount, pid, net, ipc and uts namespaces: it alone outlives the program, and its
# end is the end of everything below. In the new root: /usr and the library folders, Node, /node_modules and /tools, all
# read-only; /work and /tmp in memory; a /proc of its own processes; no /dev.
#
#   sh node-jail.sh PLACE NODE TOOLS UID BYTES DATA_KB CPU_SECONDS CWD NAME=VALUE... /node ARGUMENT...
#
# PLACE: an empty folder to mount on. TOOLS: a folder with node_modules/ and bin/, or empty. UID 0: stay who we are.
# Descriptors: 0 to 2 are the program's; 3 gives a tar of /work and /tmp; 4 takes one back when the program has ended;
# 5 takes its exit status and CPU times.
set -eu
place=$1 node=$2 tools=$3 uid=$4 bytes=$5 data=$6 cpu=$7 cwd=$8
shift 8
root=$place
mount -t tmpfs -o size=1m,mode=755 touchstone "$root"
cd "$root"
mkdir usr old work tmp node_modules tools proc
: > node
for name in lib lib64 lib32; do
  if [ -L /$name ]; then cp -P /$name $name
  elif [ -d /$name ]; then mkdir $name; mount --rbind /$name $name; mount -o remount,bind,ro,nosuid,nodev $name
  fi
done
mount --rbind /usr usr; mount -o remount,bind,ro,nosuid,nodev usr
mount --bind "$node" node; mount -o remount,bind,ro,nosuid,nodev node
if [ -n "$tools" ]; then
  mount --bind "$tools/node_modules" node_modules; mount -o remount,bind,ro,nosuid,nodev node_modules
  mount --bind "$tools/bin" tools; mount -o remount,bind,ro,nosuid,nodev tools
fi
for name in work tmp; do mount -t tmpfs -o "size=$bytes,mode=1777,nosuid,nodev" touchstone $name; done
# Node asks it for its own memory; where it cannot be had, that one call fails.
mount -t proc -o nosuid,nodev,noexec proc proc 2>/dev/null || true
mount -o remount,bind,ro,nosuid,nodev "$root"
cd "$root"
pivot_root . old
cd /
umount -l /old
drop="setpriv --no-new-privs --inh-caps=-all --bounding-set=-all --pdeathsig KILL"
if [ "$uid" != 0 ]; then drop="$drop --reuid $uid --regid $uid --clear-groups"; fi
plain="env -i PATH=/usr/bin:/bin"
$plain $drop tar -x -f - -C / --no-same-owner --no-overwrite-dir <&3 4>&- 5>&-
exec 3<&-
times >&5
set +e
(
  cd "$cwd" || exit 126
  ulimit -c 0
  ulimit -d "$data"
  ulimit -t "$cpu"
  exec env -i $drop env "$@" 4>&- 5>&-
)
status=$?
echo "status $status" >&5
times >&5
$plain $drop tar -c -f - -C / --hard-dereference --ignore-failed-read work tmp >&4 2>&5
