package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/** Sends each record where the first rule that is for it says. For any thread. */
public final class Router implements AutoCloseable {

    private static final String NAME = "RouteByContent";
    private static final String DEFAULT = "default";

    private final RouteSettings settings;
    private final RuleMeters meters;
    private final Guard guard;

    public Router(AbstractConfig config) {
        this.settings = RouteSettings.from(config);
        List<String> names = new ArrayList<>();
        settings.rules().forEach(rule -> names.add(rule.name()));
        names.add(DEFAULT);
        this.meters = RuleMeters.register(NAME, names);
        this.guard = new Guard(NAME, settings.policies(), meters);
    }

    /** The options of a router. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        RouteSettings.define(definition);
        return definition;
    }

    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::route);
    }

    private <R extends ConnectRecord<R>> R route(R record) {
        try {
            for (RoutingRule rule : settings.rules()) {
                if (rule.isFor(record)) {
                    R routed = rule.apply(record, settings.topics());
                    meters.applied(rule.name());
                    return routed;
                }
            }
            return unmatched(record);
        } catch (RuleFailure failure) {
            if (settings.policies().errors() != Policies.Errors.KEEP) {
                throw failure;
            }
            meters.failed(failure.rule());
            return record;
        }
    }

    private <R extends ConnectRecord<R>> R unmatched(R record) {
        meters.applied(DEFAULT);
        return switch (settings.unmatched()) {
            case KEEP -> record;
            case FAIL -> throw new RuleFailure(DEFAULT, "", "no-rule");
            case TOPIC ->
                settings.unmatchedTopic()
                        .map(topic -> record.newRecord(
                                settings.topics().check(topic.of(record, DEFAULT), DEFAULT),
                                record.kafkaPartition(),
                                record.keySchema(),
                                record.key(),
                                record.valueSchema(),
                                record.value(),
                                record.timestamp()))
                        .orElse(record);
        };
    }

    @Override
    public void close() {
        guard.close();
    }
}
