package dev.millrace.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;

/** The source contract on a shelf, with a defect of choice. */
abstract class ShelfContract extends SourceTaskContract {
    private final Shelf shelf = new Shelf();
    private final ShelfDefect defect;

    ShelfContract(ShelfDefect defect) {
        this.defect = defect;
    }

    @Override
    protected SourceConnector connector() {
        return new ShelfSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("shelf", shelf.name, "defect", defect.name());
    }

    @Override
    protected void offer(List<String> payloads) {
        shelf.bundles.add(List.copyOf(payloads));
    }

    @Override
    protected Optional<String> payloadOf(SourceRecord record) {
        return Optional.of((String) record.value());
    }

    @Override
    protected boolean finished() {
        return shelf.empty();
    }

    @Override
    protected boolean released() {
        return shelf.sessions.get() == 0;
    }
}
