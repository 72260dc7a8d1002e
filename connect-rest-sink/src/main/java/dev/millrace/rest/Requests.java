package dev.millrace.rest;

import dev.millrace.http.HttpCall;
import dev.millrace.http.request.BatchBody;
import dev.millrace.http.request.Places;
import dev.millrace.http.request.RequestSettings;
import dev.millrace.http.request.RequestTemplate;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.path.RecordPlaces;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;

/** Makes the requests of records. Immutable; any thread may ask. */
final class Requests {

    /** What the places of templates stand for. */
    static final Places<SinkRecord> PLACES = name -> {
        Function<ConnectRecord<?>, Optional<SchemaAndValue>> reader = RecordPlaces.bind(name);
        return record -> reader.apply(record).map(found -> found);
    };

    private final RequestTemplate<SinkRecord> template;
    private final IdempotencyKeys keys;
    private final boolean batches;

    private Requests(RequestTemplate<SinkRecord> template, IdempotencyKeys keys, boolean batches) {
        this.template = template;
        this.keys = keys;
        this.batches = batches;
    }

    /** A request for each record. */
    static Requests single(RequestSettings http, IdempotencyKeys keys) {
        return new Requests(RequestTemplate.of(http, PLACES), keys, false);
    }

    /** A request for several records; a batch of one is still written as a batch. */
    static Requests batches(RequestSettings http, BatchBody body, IdempotencyKeys keys) {
        return new Requests(RequestTemplate.of(http, body, PLACES), keys, true);
    }

    boolean makesBatches() {
        return batches;
    }

    /**
     * What a record is written as.
     *
     * @throws ConnectorFailure MALFORMED for one that can't be written
     */
    Draft draft(SinkRecord record) {
        if (keys.showsContent()) {
            // Made again for the request: a record that lacks what its key is made of is refused here, by itself.
            Optional<String> unused = keys.of(List.of(record));
        }
        return new Draft(this, template.item(record));
    }

    /** The one request of drafts that fit each other. */
    HttpCall callOf(List<Draft> drafts, List<SinkRecord> records) {
        HttpCall call = batches
                ? template.join(drafts.stream().map(Draft::item).toList())
                : template.call(drafts.get(0).item());
        Optional<String> key = keys.of(records);
        return key.isPresent() ? call.with(keys.header(key.get())).repeatable(true) : call;
    }

    IdempotencyKeys keys() {
        return keys;
    }
}
