package dev.millrace.legacy;

import dev.millrace.testkit.ComponentArchiveContract;
import org.apache.kafka.connect.source.SourceConnector;

class ComponentArchiveIT extends ComponentArchiveContract {
    ComponentArchiveIT() {
        super(
                SourceConnector.class,
                "dev.millrace.legacy.FramedTcpSourceConnector",
                "dev.millrace.legacy.RecordFileSourceConnector");
    }
}
