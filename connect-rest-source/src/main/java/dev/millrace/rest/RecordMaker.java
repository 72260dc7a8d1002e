package dev.millrace.rest;

import dev.millrace.feed.MalformedRecord;
import dev.millrace.feed.format.Read;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.SideForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Makes records of an endpoint's rows. Immutable. */
final class RecordMaker {

    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private static final String TOPIC_UNKNOWN = "topic-unknown";

    private final String endpoint;
    private final Map<String, String> partition;
    private final RowSettings settings;
    private final MalformedRowSettings malformed;
    private final TimeText time;
    private final SideForm form;
    private final Function<RowPlaces.RowInPage, String> topic;
    private final Optional<Function<RowPlaces.RowInPage, String>> key;
    private final Optional<Function<RowPlaces.RowInPage, String>> timestamp;

    /** @param form in which malformed rows leave */
    RecordMaker(
            String endpoint,
            Map<String, String> partition,
            RowSettings settings,
            MalformedRowSettings malformed,
            TimeText time,
            SideForm form) {
        this.endpoint = endpoint;
        this.partition = partition;
        this.settings = settings;
        this.malformed = malformed;
        this.time = time;
        this.form = form;
        this.topic = RowPlaces.bind(settings.topic());
        this.key = settings.key().map(RowPlaces::bind);
        this.timestamp = settings.timestamp().map(RowPlaces::bind);
    }

    /** Whether Kafka takes a name for a topic's. */
    static boolean isTopic(String name) {
        return TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /**
     * The record of a row, good or set aside.
     *
     * @throws ConnectorFailure MALFORMED for a row that can't be read, where there is no topic for such
     */
    PolledRecord record(Emission emission) {
        if (emission.fault().isEmpty() && emission.row().read() instanceof Read.Value value) {
            RowPlaces.RowInPage row = new RowPlaces.RowInPage(value.value(), emission.page());
            Optional<String> name = fill(topic, row).filter(RecordMaker::isTopic);
            return name.isPresent() ? good(emission, value, row, name.get()) : setAside(emission, TOPIC_UNKNOWN);
        }
        return setAside(emission, emission.fault().orElse("unreadable"));
    }

    private PolledRecord good(Emission emission, Read.Value value, RowPlaces.RowInPage row, String name) {
        return new PolledRecord(
                partition,
                emission.offset(),
                name,
                key.flatMap(template -> fill(template, row)).orElse(null),
                value(emission.row(), value),
                timestamp
                        .flatMap(template -> fill(template, row))
                        .flatMap(this::millis)
                        .orElse(null),
                headers(emission.page(), value.headers()));
    }

    private SchemaAndValue value(Row row, Read.Value value) {
        return switch (settings.form()) {
            case PARSED -> new SchemaAndValue(value.schema(), value.value());
            case BYTES ->
                new SchemaAndValue(Schema.BYTES_SCHEMA, Arrays.copyOfRange(row.bytes(), row.from(), row.to()));
            case STRING ->
                new SchemaAndValue(
                        Schema.STRING_SCHEMA,
                        new String(row.bytes(), row.from(), row.to() - row.from(), StandardCharsets.UTF_8));
        };
    }

    private Headers headers(Page page, @Nullable Headers ofFormat) {
        ConnectHeaders headers = new ConnectHeaders();
        for (RowHeader one : RowHeader.values()) {
            if (settings.headers().contains(one)) {
                one.of(page).ifPresent(text -> headers.addString(one.header(), text));
            }
        }
        if (ofFormat != null) {
            for (Header header : ofFormat) {
                headers.add(header);
            }
        }
        return headers;
    }

    private PolledRecord setAside(Emission emission, String code) {
        Row row = emission.row();
        String source = emission.page().shownAddress();
        if (malformed.topic().isEmpty()) {
            throw new ConnectorFailure(
                    FailureKind.MALFORMED,
                    code,
                    source + ", page " + emission.page().request().page() + ", record "
                            + row.read().start().record() + ", byte " + row.from()
                            + ": the row can't be taken; set malformed.topic to set such rows aside");
        }
        int end = Math.min(row.to(), row.from() + malformed.mostBytes());
        byte[] raw = Arrays.copyOfRange(row.bytes(), row.from(), end);
        return new PolledRecord(
                partition,
                emission.offset(),
                malformed.topic().get(),
                endpoint,
                MalformedRecord.value(form, code, source, row.read(), raw),
                null,
                MalformedRecord.headers(code, source, row.read(), raw.length));
    }

    private Optional<Long> millis(String text) {
        try {
            return Optional.of(time.read(text).toEpochMilli()).filter(millis -> millis >= 0);
        } catch (IllegalArgumentException noTime) {
            return Optional.empty();
        }
    }

    private static Optional<String> fill(Function<RowPlaces.RowInPage, String> template, RowPlaces.RowInPage row) {
        try {
            return Optional.of(template.apply(row)).filter(text -> !text.isEmpty());
        } catch (RowPlaces.Missing missing) {
            return Optional.empty();
        }
    }
}
