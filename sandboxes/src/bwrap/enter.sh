# Run by root in a mount namespace of its own, before bwrap: joins the control groups, makes folders below a private
# home reachable, then gives every privilege away. Arguments: UID (group FOLDER | bind FROM TO)... -- PROGRAM...
set -eu
uid=$1
shift
while [ "$1" != -- ]; do
  case $1 in
  group)
    echo $$ >"$2/cgroup.procs"
    shift 2
    ;;
  bind)
    mount --bind "$2" "$3"
    shift 3
    ;;
  *)
    echo "enter.sh: unknown argument $1" >&2
    exit 64
    ;;
  esac
done
shift
exec setpriv --reuid "$uid" --regid "$uid" --clear-groups --no-new-privs -- "$@"
