package dev.millrace.ops.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kit.Sha256;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The transforms of a connector's configuration, with its converters, run on a record before it is sent again: what a
 * corrected chain would make of it. For one thread; to be closed.
 */
public final class TransformChain implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Link(
            Transformation<SinkRecord> transform, Optional<Predicate<SinkRecord>> predicate, boolean negate) {}

    private final List<Link> links = new ArrayList<>();
    private final Map<String, String> settings;
    private final String hash;
    private final Optional<Converter> keys;
    private final Optional<Converter> values;

    private TransformChain(Map<String, String> settings, String hash) {
        this.settings = settings;
        this.hash = hash;
        this.keys = converter("key.converter", true);
        this.values = converter("value.converter", false);
        for (String name : settings.getOrDefault("transforms", "").split("\\s*,\\s*", -1)) {
            if (!name.isBlank()) {
                links.add(link(name.trim()));
            }
        }
        if (links.isEmpty()) {
            throw CommandFailure.usage("--transform names no transforms: it takes a connector's configuration, or its"
                    + " transforms and converters alone");
        }
    }

    /**
     * Reads a file: a connector's configuration, bare or as the REST API takes it.
     *
     * @throws CommandFailure when it is none, or a class in it is not there or refuses its settings
     */
    static TransformChain read(Path file) {
        try {
            String text = Files.readString(file);
            JsonNode document = JSON.readTree(text);
            JsonNode config = document.path("config").isObject() ? document.path("config") : document;
            Map<String, String> settings = new HashMap<>();
            config.properties()
                    .forEach(field ->
                            settings.put(field.getKey(), field.getValue().asText()));
            return new TransformChain(settings, Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw CommandFailure.usage("--transform " + file + " can't be read as JSON", e);
        }
    }

    /** Of the file's bytes. */
    String hash() {
        return hash;
    }

    /**
     * What the chain makes of a record; empty when it leaves it out.
     *
     * @throws CommandFailure when a converter or a transform fails; nothing of it is in the message
     */
    Optional<Payload> apply(SetAside aside, Payload payload) {
        try {
            return changed(aside, payload);
        } catch (RuntimeException failed) {
            throw CommandFailure.incomplete(
                    "the transforms fail on " + aside.place() + " with "
                            + failed.getClass().getName()
                            + "; what was sent before stays sent: correct them, or leave the record out by --where",
                    failed);
        }
    }

    private Optional<Payload> changed(SetAside aside, Payload payload) {
        Origin origin = aside.order();
        SchemaAndValue key = toConnect(keys, origin.topic(), payload.key());
        SchemaAndValue value = toConnect(values, origin.topic(), payload.value());
        ConnectHeaders headers = new ConnectHeaders();
        for (Header header : payload.headers()) {
            Optional<String> text = HeaderText.text(header.value());
            if (text.isPresent()) {
                headers.addString(header.key(), text.get());
            } else {
                headers.addBytes(header.key(), header.value());
            }
        }
        SinkRecord record = new SinkRecord(
                origin.topic(),
                origin.partition(),
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                origin.offset(),
                aside.raw().timestamp(),
                TimestampType.CREATE_TIME,
                headers);
        for (Link link : links) {
            boolean asked = link.predicate().isEmpty() || link.predicate().get().test(record) != link.negate();
            SinkRecord next = asked ? link.transform().apply(record) : record;
            if (next == null) {
                return Optional.empty();
            }
            record = next;
        }
        List<Header> out = new ArrayList<>();
        for (org.apache.kafka.connect.header.Header header : record.headers()) {
            out.add(new RecordHeader(header.key(), bytes(header.schema(), header.value())));
        }
        return Optional.of(new Payload(
                fromConnect(keys, record.topic(), record.keySchema(), record.key()),
                fromConnect(values, record.topic(), record.valueSchema(), record.value()),
                out));
    }

    private static SchemaAndValue toConnect(Optional<Converter> converter, String topic, byte @Nullable [] bytes) {
        return converter
                .map(one -> one.toConnectData(topic, bytes))
                .orElseGet(() -> new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, bytes));
    }

    private static byte @Nullable [] fromConnect(
            Optional<Converter> converter, String topic, @Nullable Schema schema, @Nullable Object value) {
        if (converter.isPresent()) {
            return converter.get().fromConnectData(topic, schema, value);
        }
        return value == null ? null : bytes(schema, value);
    }

    private static byte @Nullable [] bytes(@Nullable Schema schema, @Nullable Object value) {
        if (value == null || value instanceof byte[]) {
            return (byte[]) value;
        }
        return Values.convertToString(schema, value).getBytes(StandardCharsets.UTF_8);
    }

    private Link link(String name) {
        String prefix = "transforms." + name + ".";
        Map<String, String> own = below(prefix);
        @SuppressWarnings("unchecked") // every transform takes every kind of record
        Transformation<SinkRecord> transform = make(Transformation.class, prefix + "type", own);
        String predicate = own.get("predicate");
        if (predicate == null) {
            return new Link(transform, Optional.empty(), false);
        }
        String named = "predicates." + predicate + ".";
        @SuppressWarnings("unchecked") // as of transforms
        Predicate<SinkRecord> condition = make(Predicate.class, named + "type", below(named));
        return new Link(transform, Optional.of(condition), Boolean.parseBoolean(own.get("negate")));
    }

    private Map<String, String> below(String prefix) {
        Map<String, String> own = new HashMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), value);
            }
        });
        return own;
    }

    private Optional<Converter> converter(String key, boolean isKey) {
        String name = settings.getOrDefault(key, "");
        if (name.isBlank() || name.endsWith(".ByteArrayConverter")) {
            return Optional.empty();
        }
        Converter converter = instance(Converter.class, key, name);
        converter.configure(below(key + "."), isKey);
        return Optional.of(converter);
    }

    private <T extends Configurable> T make(Class<T> type, String key, Map<String, String> own) {
        T made = instance(type, key, settings.getOrDefault(key, ""));
        try {
            made.configure(own);
        } catch (RuntimeException refused) {
            throw CommandFailure.usage(
                    "--transform: " + key + " refuses its settings: " + refused.getMessage(), refused);
        }
        return made;
    }

    private static <T> T instance(Class<T> type, String key, String name) {
        // What a configuration of Connect calls a class inside another one is its binary name.
        try {
            return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | ClassCastException missing) {
            throw CommandFailure.usage(
                    "--transform: " + key + " names " + (name.isBlank() ? "no class" : name)
                            + ", which can't be made here; the transforms of this suite, StringConverter and"
                            + " JsonConverter are there",
                    missing);
        }
    }

    @Override
    public void close() {
        links.forEach(link -> {
            link.transform().close();
            link.predicate().ifPresent(Predicate::close);
        });
    }
}
