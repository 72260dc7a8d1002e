package dev.millrace.transforms.time;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.SchemaPlans;
import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.Rewriter;
import dev.millrace.transforms.rewrite.RuleMeters;
import dev.millrace.transforms.rewrite.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Converts the times of one side of records. For any thread. */
public final class TimeConverter implements AutoCloseable {

    private static final String NAME = "ConvertTimestamps";
    private static final String SEARCH = "fields";

    private final Side side;
    private final TimeSettings settings;
    private final RuleMeters meters;
    private final Guard guard;
    private final Rewriter loose;
    private final Map<List<String>, Rewriter> rewriters = new ConcurrentHashMap<>();
    private final SchemaPlans<Rewriter> ofSchemas;

    public TimeConverter(AbstractConfig config, Side side) {
        this.side = side;
        this.settings = TimeSettings.from(config);
        List<String> rules = new ArrayList<>();
        settings.selection().paths().forEach(path -> rules.add(path.toString()));
        rules.add(SEARCH);
        this.meters = RuleMeters.register(NAME, rules);
        this.guard = new Guard(NAME, side, settings.policies(), meters);
        this.loose = rewriter(loose());
        this.ofSchemas = new SchemaPlans<>(NAME, settings.cache().schemas(), this::ofSchema);
        meters.watch(ofSchemas);
    }

    /** The options of a converter. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        TimeSettings.define(definition);
        return definition;
    }

    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::convert);
    }

    private <R extends ConnectRecord<R>> R convert(R record) {
        Schema schema = side.schema(record);
        Object value = side.value(record);
        Schema known = value instanceof Struct struct ? struct.schema() : schema;
        Rewriter rewriter = known != null && settings.selection().searches() ? ofSchemas.of(known) : loose;
        SchemaAndValue converted = rewriter.rewrite(record, schema, value);
        return converted.value() == value ? record : side.with(record, converted.schema(), converted.value());
    }

    /** For maps, whose names are known only when they are there. */
    private List<Rewriter.Rule> loose() {
        List<Rewriter.Rule> rules = new ArrayList<>();
        for (FieldPath path : settings.selection().paths()) {
            rules.add(new Rewriter.Rule(path.toString(), path, settings.change()));
        }
        if (settings.selection().searches()) {
            Change selected = new SelectedTimes(settings.selection(), settings.change());
            rules.add(new Rewriter.Rule(SEARCH, FieldPath.parse("**.*"), selected));
        }
        return rules;
    }

    /** For structs, of which the schema tells where the fields are; schemas with the same fields share one. */
    private Rewriter ofSchema(Schema schema) {
        List<String> found = settings.selection().in(schema);
        if (rewriters.size() > settings.cache().schemas()) {
            rewriters.clear();
        }
        return rewriters.computeIfAbsent(
                found,
                paths -> rewriter(paths.stream()
                        .map(path -> new Rewriter.Rule(rule(path), FieldPath.parse(path), settings.change()))
                        .toList()));
    }

    private String rule(String path) {
        return settings.selection().paths().stream()
                        .anyMatch(known -> known.toString().equals(path))
                ? path
                : SEARCH;
    }

    private Rewriter rewriter(List<Rewriter.Rule> rules) {
        return new Rewriter(
                NAME, rules, settings.policies(), meters, settings.cache().schemas());
    }

    @Override
    public void close() {
        guard.close();
    }
}
