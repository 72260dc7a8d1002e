package dev.millrace.rest;

import dev.millrace.testkit.ComponentArchiveContract;
import org.apache.kafka.connect.sink.SinkConnector;

class ComponentArchiveIT extends ComponentArchiveContract {
    ComponentArchiveIT() {
        super(SinkConnector.class, "dev.millrace.rest.RestSinkConnector");
    }
}
