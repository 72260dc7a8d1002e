package dev.millrace.transforms.predicates;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.SideRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Is true for records that are no data but tell of it: audit events, malformed and rejected records, acknowledgements, events
 * of sessions. Negated on transforms of others, it keeps those records out of them. For any thread.
 */
public final class IsSideRecord<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {

    private static final String KINDS = "kinds";

    private @Nullable Set<String> kinds;

    @Override
    public ConfigDef config() {
        ConfigDef definition = new ConfigDef();
        new OptionGroup(definition, "Kinds")
                .add(
                        KINDS,
                        ConfigDef.Type.LIST,
                        "",
                        ConfigDef.LambdaValidator.with(IsSideRecord::check, IsSideRecord::known),
                        ConfigDef.Importance.MEDIUM,
                        "Which kinds of such records are told, by the value of the header " + SideRecord.KIND_HEADER
                                + "; without any, all of them. Name some to treat them apart.");
        return definition;
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        List<String> named = new AbstractConfig(config(), configuration, false).getList(KINDS);
        kinds = named.stream().map(kind -> kind.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean test(R record) {
        Set<String> wanted = Objects.requireNonNull(kinds);
        Header kind = record.headers().lastWithName(SideRecord.KIND_HEADER);
        return kind != null && (wanted.isEmpty() || wanted.contains(String.valueOf(kind.value())));
    }

    private static void check(String key, Object value) {
        for (Object kind : (List<?>) value) {
            if (Arrays.stream(SideRecord.Kind.values())
                    .noneMatch(known -> known.name().equalsIgnoreCase(String.valueOf(kind)))) {
                throw new ConfigException(key + " names " + kind + ", which there is not; known are " + known());
            }
        }
    }

    private static String known() {
        return Arrays.stream(SideRecord.Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {}

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
