package dev.millrace.transforms.rewrite;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.path.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/** The smallest transform on the engine: writes texts in capitals. */
final class Shout<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private final Side side;
    private @Nullable Guard guard;
    private @Nullable Rewriter rewriter;

    Shout(Side side) {
        this.side = side;
    }

    @Override
    public ConfigDef config() {
        ConfigDef definition = new ConfigDef();
        new OptionGroup(definition, "Texts")
                .add(
                        "paths",
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(Shout::checkPaths, () -> "paths"),
                        ConfigDef.Importance.HIGH,
                        "Where the texts stand. Name each.");
        Policies.defineMissing(definition, Policies.Missing.FAIL);
        Policies.defineNulls(definition, Policies.Nulls.KEEP);
        Policies.defineErrors(definition, Policies.Errors.FAIL);
        Policies.defineTombstones(definition, Policies.Tombstones.PASS);
        CacheSettings.define(definition);
        return definition;
    }

    private static void checkPaths(String name, @Nullable Object value) {
        try {
            ((List<?>) Objects.requireNonNull(value)).forEach(path -> FieldPath.parse((String) path));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(name, value, wrong.getMessage());
        }
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        AbstractConfig config = CrossCheck.parse(config(), configuration);
        List<Rewriter.Rule> rules = config.getList("paths").stream()
                .map(path -> new Rewriter.Rule(path, FieldPath.parse(path), new Uppercase()))
                .toList();
        RuleMeters meters = RuleMeters.register("Shout", config.getList("paths"));
        Policies policies = Policies.from(config);
        guard = new Guard("Shout", side, policies, meters);
        rewriter = new Rewriter(
                "Shout", rules, policies, meters, CacheSettings.from(config).schemas());
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(guard).apply(record, this::shout);
    }

    private R shout(R record) {
        SchemaAndValue done = Objects.requireNonNull(rewriter).rewrite(record, side.schema(record), side.value(record));
        return side.with(record, done.schema(), done.value());
    }

    @Override
    public void close() {
        if (guard != null) {
            guard.close();
        }
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
