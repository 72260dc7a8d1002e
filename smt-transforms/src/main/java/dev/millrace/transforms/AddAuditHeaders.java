package dev.millrace.transforms;

import dev.millrace.kit.PluginVersion;
import dev.millrace.transforms.audit.Auditor;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleMeters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Puts headers on records that say who did what to which record, and when, with a hash of its payload; they can be chained, so
 * that a later change shows.
 *
 * <p>Tombstones get headers too. A record that is transformed again gets the same ones. Belongs at the end of a connector's
 * transforms, for it speaks of the record as it finds it. It does not know how the record fares afterwards. For any thread.
 */
public final class AddAuditHeaders<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    private static final String NAME = "AddAuditHeaders";
    private static final String RULE = "stamp";

    private @Nullable Guard guard;
    private @Nullable Auditor auditor;

    @Override
    public ConfigDef config() {
        ConfigDef definition = new ConfigDef();
        Auditor.define(definition);
        return definition;
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        AbstractConfig config = CrossCheck.parse(config(), configuration);
        RuleMeters meters = RuleMeters.register(NAME, List.of(RULE));
        guard = new Guard(NAME, Policies.from(config), meters);
        auditor = Auditor.from(config, meters.rule(RULE));
    }

    @Override
    public @Nullable R apply(R record) {
        return Objects.requireNonNull(guard).apply(record, Objects.requireNonNull(auditor)::stamp);
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
