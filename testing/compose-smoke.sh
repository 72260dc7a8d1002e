#!/usr/bin/env bash
# Brings docker-compose.yml up, puts its examples, checks what they deliver, and takes everything down again, its volumes
# and images too, whatever happens.
#
#   testing/compose-smoke.sh                   with the images that the file names, which the engine pulls
#   testing/compose-smoke.sh --local-images    with stand-ins that testing/local-images builds: root, and Debian
#
# What `mvn package` makes must be there. Where no container engine answers, --local-images starts one of its own, when
# dockerd is installed, and ends it. Exit code 0: all delivered; 1: not; 77, with the reason: it can't be tried here.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
run=smoke$$
skipped=77
# Of local-images: what it takes is not to be had.
not_to_be_had=75
# Of timeout.
timed_out=124
seconds_for_all=840
seconds_for_engine=60
seconds_for_images=600
seconds_for_up=480
seconds_for_health=300
seconds_for_examples=480
seconds_for_delivery=180
seconds_for_down=120

local_images=false
work=
engine=
compose=()
up=false
begun=$SECONDS

say() {
  echo "compose-smoke: $*"
}

fail() {
  echo "compose-smoke: FAILED: $*" >&2
  if $up; then
    seconds_for_all=$((seconds_for_all + 60))
    compose ps >&2 || true
    compose logs --no-color --tail=10 kafka registry postgres mysql sftp partner console >&2 || true
    compose logs --no-color --tail=200 connect 2>&1 | grep -E ' (WARN|ERROR) |Exception' >&2 || true
  fi
  exit 1
}

skip() {
  say "skipped: $*"
  exit "$skipped"
}

# Too slow is a failure, but not on a machine that has far more to do than it can: that tells nothing of the containers.
late() {
  local load
  load=$(cut -d ' ' -f 2 /proc/loadavg)
  if awk -v load="$load" -v cores="$(nproc)" 'BEGIN { exit !(load > 6 * cores) }'; then
    skip "$*, on a machine with a load of $load for $(nproc) cores"
  fi
  fail "$*"
}

# Runs a command for as many seconds at most, and no longer than there is time for all. In our own process group, so that
# an interrupt reaches it.
bounded() {
  local seconds=$1 left=$((seconds_for_all - SECONDS + begun))
  shift
  [ "$left" -gt 1 ] || left=1
  timeout --foreground -k 10 "$((seconds < left ? seconds : left))" "$@" < /dev/null
}

compose() {
  bounded 120 "${compose[@]}" "$@"
}

# Ends the engine that this script started: by its process id, and what it left mounted.
end_engine() {
  local tries=0 mount
  kill "$engine" 2> /dev/null || true
  while kill -0 "$engine" 2> /dev/null && [ "$tries" -lt 60 ]; do
    sleep 0.5
    tries=$((tries + 1))
  done
  if kill -9 "$engine" 2> /dev/null; then
    # It could not end its own helper.
    kill -9 "$(cat "$work/engine/exec/containerd/containerd.pid")" 2> /dev/null || true
  fi
  wait "$engine" 2> /dev/null || true
  while read -r mount; do
    umount -l "$mount" 2> /dev/null || true
  done < <(awk -v in_work="$work/" 'index($2, in_work) == 1 { print $2 }' /proc/mounts | sort -r)
}

# What 'down' did not manage, by the project's label.
force_down() {
  local label=label=com.docker.compose.project=millrace$run
  docker ps -aq --filter "$label" | xargs -r timeout 60 docker rm -f -v
  docker network ls -q --filter "$label" | xargs -r timeout 30 docker network rm
  docker volume ls -q --filter "$label" | xargs -r timeout 30 docker volume rm
}

clean() {
  local code=$?
  trap - EXIT INT TERM
  set +e
  if $up; then
    timeout -k 10 "$seconds_for_down" "${compose[@]}" down --volumes --remove-orphans --timeout 5 < /dev/null > "$work/down.log" 2>&1 ||
      { tail -n 5 "$work/down.log" >&2; say "FAILED: it was not taken down"; force_down; [ "$code" -ne 0 ] || code=1; }
  fi
  if [ -n "$engine" ]; then
    end_engine
  elif [ -n "$work" ]; then
    docker image ls -q --filter "reference=*/*:$run" 2> /dev/null | sort -u | xargs -r docker image rm -f > "$work/images.log" 2>&1
  fi
  [ -z "$work" ] || rm -rf --one-file-system "$work"
  exit "$code"
}

reachable() {
  timeout --foreground 20 docker info < /dev/null > /dev/null 2>&1
}

# Starts an engine of our own, with everything of it below $work: no rule in the machine's packet filter, no bridge but
# the project's, and layers as overlays where the file system takes them, else as copies. Where the rules of an engine that
# has ended still stand, they drop what containers say to each other: then ours adds its exceptions, which go with the
# project's network.
start_engine() {
  local driver tries filter=false
  command -v dockerd > /dev/null || skip "no container engine answers, and there is no dockerd to start: install docker.io"
  [ "$(id -u)" -eq 0 ] || skip "no container engine answers, and starting one takes root"
  ! iptables -n -L DOCKER-USER > /dev/null 2>&1 || filter=true
  for driver in overlay2 vfs; do
    mkdir -p "$work/engine"
    # In a session of its own: an interrupt is for us, who end it last.
    setsid dockerd --data-root "$work/engine/data" --exec-root "$work/engine/exec" --pidfile "$work/engine/pid" \
      --host "unix://$work/engine/socket" --storage-driver "$driver" --iptables=$filter --ip6tables=false --ip-forward=false \
      --bridge=none --log-level=warn < /dev/null > "$work/engine.log" 2>&1 &
    engine=$!
    export DOCKER_HOST=unix://$work/engine/socket
    tries=0
    while kill -0 "$engine" 2> /dev/null && [ "$tries" -lt "$seconds_for_engine" ]; do
      if reachable; then
        say "started an engine of its own (layers: $driver)"
        return
      fi
      sleep 1
      tries=$((tries + 1))
    done
    end_engine
    engine=
    rm -rf --one-file-system "$work/engine"
  done
  skip "an engine can't be started here: $(grep -v '^$' "$work/engine.log" | tail -n 1)"
}

find_compose() {
  if docker compose version < /dev/null > /dev/null 2>&1; then
    compose=(docker compose)
  elif command -v docker-compose > /dev/null; then
    compose=(docker-compose)
  else
    skip "neither 'docker compose' nor docker-compose is installed"
  fi
  compose+=(-p "millrace$run" --ansi never -f "$root/docker-compose.yml")
}

build_images() {
  local code=0
  { bounded "$seconds_for_images" "$root/testing/local-images/build" "$run" > "$work/images.env"; } 2>&1 | tee "$work/images.log" ||
    code=$?
  [ "$code" -ne "$not_to_be_had" ] || skip "no stand-ins for the images: $(tail -n 1 "$work/images.log")"
  [ "$code" -ne "$timed_out" ] || late "the stand-ins for the images are not built after the time that was given"
  [ "$code" -eq 0 ] || fail "the stand-ins for the images can't be built"
  set -a
  # shellcheck disable=SC1091
  . "$work/images.env"
  set +a
}

# The state that counts: healthy where health is checked.
state() {
  docker inspect -f '{{if .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}' "$(compose ps -q "$1")" 2> /dev/null || true
}

await() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] && [ $((SECONDS - begun)) -lt "$seconds_for_all" ] || late "$what: not after the time that was given"
    sleep 1
  done
}

is_healthy() {
  [ "$(state "$1")" = healthy ]
}

# The address on this machine of a container's port.
at() {
  local address
  address=$(compose port "$1" "$2") && [ -n "$address" ] || fail "$1 has no port $2 on this machine"
  echo "http://$address"
}

get() {
  curl -sS --max-time 30 --fail "$1" 2> /dev/null
}

arrived() {
  [[ $(get "$partner/received/ids?path=$1") == *"\"$2\""* ]]
}

query() {
  compose exec -T postgres psql -q -A -t -U shop -d shop -c "$1" || fail "PostgreSQL refuses: $1"
}

# The first records of a topic, as many as are wanted or there are.
topic() {
  bounded 120 "${compose[@]}" exec -T kafka /opt/kafka/bin/kafka-console-consumer.sh --bootstrap-server localhost:19092 \
    --topic "$1" --from-beginning --max-messages "$2" --timeout-ms 20000 2> "$work/consumer.log" || true
}

# A consumer that came before its topic would look for it every five minutes only: each look is a new one.
holds() {
  topic "$1" "$2" > "$work/records"
  [ "$(grep -a -c "$3" "$work/records")" -ge "$2" ]
}

check_plugins() {
  local plugins class
  plugins=$(get "$connect/connector-plugins?connectorsOnly=false") || fail "the worker does not tell its plugins"
  for class in dev.millrace.sftp.SftpSourceConnector dev.millrace.rest.RestSinkConnector dev.millrace.rest.RestSourceConnector \
    dev.millrace.webhook.WebhookSourceConnector dev.millrace.legacy dev.millrace.database.DatabaseSourceConnector \
    dev.millrace.transforms.MapFields io.debezium.connector.postgresql.PostgresConnector \
    io.debezium.connector.mysql.MySqlConnector; do
    [[ $plugins == *"$class"* ]] || fail "the worker does not list $class"
  done
}

# What is written now arrives too, not only what was there.
check_changes() {
  local order
  order=$(query "INSERT INTO orders (customer_id, status, total) VALUES (7, 'open', 12.50) RETURNING id")
  await "$seconds_for_delivery" "order $order of PostgreSQL by its log" arrived /cdc-orders/ "$order"
  await "$seconds_for_delivery" "order $order of PostgreSQL by a query" arrived /query-orders "$(printf 'O-%07d' "$order")"
  # shellcheck disable=SC2016
  compose exec -T mysql sh -c 'MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql -uroot shop -e "INSERT INTO orders (customer_id, status, total) VALUES (7, \"open\", 12.50)"' ||
    fail "MySQL refuses an order"
  await "$seconds_for_delivery" "101 orders of MySQL in the topic cdc-mysql-orders" holds cdc-mysql-orders 101 '^{"schema":'
}

# An order that somebody on this machine signs and sends.
check_webhook() {
  local hooks secret id=smoke now order='{"order_id":"mine","customer":"C-001","quantity":1}' signature
  hooks=$(at connect 8099)
  secret=$(compose exec -T connect printenv SHOP_WEBHOOK_SECRET | tr -d '\r')
  now=$(date +%s)
  signature=$(printf '%s.%s.%s' "$id" "$now" "$order" | openssl dgst -sha256 -mac HMAC -binary \
    -macopt "hexkey:$(printf '%s' "${secret#whsec_}" | base64 -d | od -An -tx1 | tr -d ' \n')" | base64)
  curl -sS --max-time 60 --fail -o "$work/answer" -H 'Content-Type: application/json' -H "webhook-id: $id" \
    -H "webhook-timestamp: $now" -H "webhook-signature: v1,$signature" -d "$order" "$hooks/hooks/shop" ||
    fail "the webhook was not taken: $(cat "$work/answer")"
  await "$seconds_for_delivery" "the order by webhook" arrived /webhook-orders mine
}

shows() {
  [[ $(get "$console/flows/$1") == *"$2"* ]]
}

# The console shows a flow with what it knows from Connect and from the registry of flows.
check_console() {
  await "$seconds_for_delivery" "the page of a flow with its state" shows rest-orders ">running<"
  await "$seconds_for_delivery" "the page of a flow with its owner" shows rest-orders shop-integration
}

has_subject() {
  [[ $(get "$registry/apis/ccompat/v7/subjects") == *'"orders-in-avro-value"'* ]]
}

# The same orders in Avro: a schema in the registry, and records that begin with a zero and the schema's number.
check_avro() {
  local id
  sed -e 's/"database-orders-by-query"/"orders-in-avro"/; s/"orders-by-query"/"orders-in-avro"/' \
    -e 's/"value.converter": .*/"value.converter": "io.apicurio.registry.utils.converter.AvroConverter",\
  "value.converter.apicurio.registry.url": "http:\/\/registry:8080\/apis\/registry\/v2",\
  "value.converter.apicurio.registry.auto-register": "true",\
  "value.converter.apicurio.registry.as-confluent": "true",\
  "value.converter.apicurio.registry.use-id": "contentId",\
  "value.converter.apicurio.registry.headers.enabled": "false",/' -e '/schemas.enable/d' \
    "$root/config-examples/database-orders-by-query.json" > "$work/avro.json"
  curl -sS --max-time 90 --fail -o "$work/answer" -X PUT -H 'Content-Type: application/json' --data "@$work/avro.json" \
    "$connect/connectors/orders-in-avro/config" || fail "the worker refuses a connector with Avro: $(cat "$work/answer")"
  await "$seconds_for_delivery" "the schema of the orders in the registry" has_subject
  await "$seconds_for_delivery" "an order in Avro" holds orders-in-avro 1 ''
  id=$(od -An -tu1 -N5 "$work/records" | awk '$1 == 0 { print (($2 * 256 + $3) * 256 + $4) * 256 + $5 }')
  [ -n "$id" ] || fail "the orders in Avro do not begin with a zero byte"
  [[ $(get "$registry/apis/ccompat/v7/schemas/ids/$id") == *order_id* ]] || fail "the registry has no schema $id with the orders' fields"
}

case ${1:-} in
  '') ;;
  --local-images) local_images=true ;;
  *)
    sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '/^set /d' >&2
    exit 2
    ;;
esac

trap clean EXIT
trap 'exit 143' INT TERM
work=$(mktemp -d "${TMPDIR:-/tmp}/millrace-smoke.XXXXXX")
for tool in docker curl openssl; do
  command -v "$tool" > /dev/null || skip "$tool is not installed"
done
find_compose
if ! reachable; then
  $local_images || skip "no container engine answers"
  start_engine
fi
"$root/apps/containers/gather" --as-built
if $local_images; then
  build_images
  say "stand-ins built after $((SECONDS - begun)) s"
fi
export CONNECT_IMAGE=millrace/connect:$run PARTNER_IMAGE=millrace/partner:$run CONSOLE_IMAGE=millrace/console:$run
# Any free port of this machine: nobody's is in the way.
export KAFKA_PORT=0 CONNECT_PORT=0 WEBHOOK_PORT=0 REGISTRY_PORT=0 POSTGRES_PORT=0 MYSQL_PORT=0 SFTP_PORT=0 PARTNER_PORT=0 CONSOLE_PORT=0
up=true
code=0
bounded "$seconds_for_up" "${compose[@]}" up -d --build > "$work/up.log" 2>&1 || code=$?
case $code in
  0) ;;
  "$timed_out") late "it is not up after the time that was given" ;;
  *) tail -n 20 "$work/up.log" >&2; fail "it does not come up" ;;
esac
for service in kafka registry postgres mysql sftp partner connect console; do
  await "$seconds_for_health" "the health of $service" is_healthy "$service"
done
say "everything is healthy after $((SECONDS - begun)) s"
connect=$(at connect 8083)
partner=$(at partner 8090)
registry=$(at registry 8080)
console=$(at console 8092)
check_plugins
code=0
bounded "$seconds_for_examples" "${compose[@]}" run --rm -T examples 2> "$work/examples.log" | tee "$work/examples.out" || code=$?
if [ "$code" -eq "$timed_out" ] || grep -q -E 'not all delivered after|did not run within' "$work/examples.out" "$work/examples.log"; then
  late "the examples have not delivered all after the time that was given"
elif [ "$code" -ne 0 ]; then
  tail -n 20 "$work/examples.log" >&2
  fail "the examples do not deliver"
fi
check_changes
check_webhook
check_console
if [ -d "$root/apps/containers/target/plugins/apicurio-avro" ]; then
  check_avro
else
  say "without Avro: its converter is not built"
fi
say "all delivered after $((SECONDS - begun)) s"
