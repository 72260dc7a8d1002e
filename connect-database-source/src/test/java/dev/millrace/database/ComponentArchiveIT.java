package dev.millrace.database;

import dev.millrace.testkit.ComponentArchiveContract;
import org.apache.kafka.connect.source.SourceConnector;

class ComponentArchiveIT extends ComponentArchiveContract {
    ComponentArchiveIT() {
        super(SourceConnector.class, "dev.millrace.database.DatabaseSourceConnector");
    }
}
