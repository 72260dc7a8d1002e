#!/usr/bin/env bash
export LOG4J_CONFIGURATION=/opt/kafka/config/tools-log4j2.properties
KAFKA_HEAP_OPTS=-Xmx64m exec /opt/kafka/bin/kafka-run-class.sh org.apache.kafka.tools.BrokerApiVersionsCommand "$@"
