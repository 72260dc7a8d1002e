#!/usr/bin/env bash
# Runs a class of Kafka. Short lives mostly: no better compiler, no parallel collector.
# shellcheck disable=SC2086
exec java ${KAFKA_HEAP_OPTS:--Xmx256m} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
  -Dlog4j2.configurationFile="${LOG4J_CONFIGURATION:-/opt/kafka/libs/log4j2.properties}" ${KAFKA_OPTS:-} -cp '/opt/kafka/libs/*' "$@"
