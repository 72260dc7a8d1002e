package dev.millrace.transforms.predicates;

import dev.millrace.kit.CanonicalJson;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.SideRecord;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.RecordPath;
import dev.millrace.transforms.origin.Origin;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Is true for a part of the records, and always the same: their key decides, or what is named instead, and where there is none
 * of it their origin. All records of one key are in or out together. It never holds for records that are no data. For any
 * thread.
 */
public final class SampledIn<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {

    private static final String NAME = "SampledIn";
    private static final String RATE = "rate";
    private static final String BY = "by";
    private static final String SALT = "salt";

    /** 2^53, for so many steps a double tells apart between 0 and 1. */
    private static final double STEPS = 0x1.0p53;

    private final CanonicalJson json = new CanonicalJson();
    private List<RecordPath> by = List.of();
    private byte @Nullable [] salt;
    private double rate;

    @Override
    public ConfigDef config() {
        ConfigDef definition = new ConfigDef();
        new OptionGroup(definition, "Sample")
                .add(
                        RATE,
                        ConfigDef.Type.DOUBLE,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.Range.between(0.0, 1.0),
                        ConfigDef.Importance.HIGH,
                        "The part of the records that is in the sample, from 0 to 1: 0.01 is one in a hundred. Raise it"
                                + " to see more.")
                .add(
                        BY,
                        ConfigDef.Type.LIST,
                        "$key",
                        ConfigDef.LambdaValidator.with(SampledIn::check, () -> "paths"),
                        ConfigDef.Importance.MEDIUM,
                        "What decides whether a record is in, such as $key or customer.id; records that have the same are"
                                + " in or out together, and those that have nothing of it are sampled by where they"
                                + " were read. Leave it empty to sample every record by itself.")
                .text(
                        SALT,
                        "",
                        "A word that makes another sample of the same records. Set it where two samples must not be the"
                                + " same.");
        return definition;
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        AbstractConfig config = new AbstractConfig(config(), configuration, false);
        rate = config.getDouble(RATE);
        salt = config.getString(SALT).getBytes(StandardCharsets.UTF_8);
        by = config.getList(BY).stream()
                .map(FieldPath::parse)
                .map(RecordPath::of)
                .toList();
    }

    @Override
    public boolean test(R record) {
        if (record.headers().lastWithName(SideRecord.KIND_HEADER) != null) {
            return false;
        }
        Mix mix = new Mix();
        byte[] first = Objects.requireNonNull(salt);
        mix.write(first, 0, first.length);
        List<@Nullable Object> deciding = deciding(record);
        try {
            json.write(null, deciding, mix);
        } catch (DataException unfit) {
            throw Guard.failure(NAME, new RuleFailure(BY, "", "not-canonical"));
        }
        return (mix.end() >>> 11) / STEPS < rate;
    }

    private List<@Nullable Object> deciding(ConnectRecord<?> record) {
        List<@Nullable Object> found = new ArrayList<>(by.size());
        boolean any = false;
        for (RecordPath path : by) {
            Object value = path.first(record).map(SchemaAndValue::value).orElse(null);
            any |= value != null;
            found.add(value);
        }
        return any ? found : origin(Origin.of(record));
    }

    private static List<@Nullable Object> origin(Origin origin) {
        if (origin instanceof Origin.Stored stored) {
            return Arrays.asList(stored.topic(), stored.partition(), stored.offset());
        }
        Origin.Read read = (Origin.Read) origin;
        return Arrays.asList(read.partition(), read.offset());
    }

    private static void check(String key, Object value) {
        for (Object path : (List<?>) value) {
            try {
                FieldPath parsed = FieldPath.parse(String.valueOf(path));
                if (!parsed.isSingle()) {
                    throw new ConfigException(
                            key + " names " + path + ", which leads to many places; name one, such as [0] for [*]");
                }
                Objects.requireNonNull(RecordPath.of(parsed));
            } catch (IllegalArgumentException wrong) {
                throw new ConfigException(key + " holds the path " + path + ": " + wrong.getMessage());
            }
        }
    }

    @Override
    public void close() {}

    @Override
    public String version() {
        return PluginVersion.current();
    }

    /** FNV-1a of 64 bits, and the last step of MurmurHash3, which spreads what differs in the last bytes alone. */
    private static final class Mix implements CanonicalJson.Sink {

        private static final long PRIME = 0x100000001b3L;

        private long hash = 0xcbf29ce484222325L;

        @Override
        public void write(byte[] bytes, int from, int length) {
            long next = hash;
            for (int at = from; at < from + length; at++) {
                next = (next ^ (bytes[at] & 0xff)) * PRIME;
            }
            hash = next;
        }

        private long end() {
            long mixed = hash;
            mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
            mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
            return mixed ^ mixed >>> 33;
        }
    }
}
