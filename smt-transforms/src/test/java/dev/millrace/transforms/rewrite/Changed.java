package dev.millrace.transforms.rewrite;

import dev.millrace.kit.path.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A rewriter under test: its rules, its policies, and the figures that it left. */
final class Changed {

    private final List<Rewriter.Rule> rules = new ArrayList<>();
    private Policies policies = new Policies(
            Policies.Missing.FAIL,
            Policies.Nulls.KEEP,
            Policies.Errors.FAIL,
            Policies.Tombstones.PASS,
            Optional.empty());
    private @Nullable Rewriter rewriter;

    static Changed by(Change change, String... paths) {
        return new Changed().and(change, paths);
    }

    static Changed toCapitals(String... paths) {
        return by(new Uppercase(), paths);
    }

    Changed and(Change change, String... paths) {
        for (String path : paths) {
            rules.add(new Rewriter.Rule("r" + (rules.size() + 1), FieldPath.parse(path), change));
        }
        return this;
    }

    Changed on(Policies.Missing missing) {
        policies = new Policies(
                missing, policies.nulls(), policies.errors(), policies.tombstones(), policies.quarantine());
        return this;
    }

    Changed on(Policies.Nulls nulls) {
        policies = new Policies(
                policies.missing(), nulls, policies.errors(), policies.tombstones(), policies.quarantine());
        return this;
    }

    Changed on(Policies.Errors errors) {
        policies = new Policies(
                policies.missing(), policies.nulls(), errors, policies.tombstones(), policies.quarantine());
        return this;
    }

    SchemaAndValue of(@Nullable Object value) {
        return of(value instanceof Struct struct ? struct.schema() : null, value);
    }

    SchemaAndValue of(@Nullable Schema schema, @Nullable Object value) {
        if (rewriter == null) {
            try (RuleMeters meters = RuleMeters.register(
                    "Changed", rules.stream().map(Rewriter.Rule::id).toList())) {
                rewriter = new Rewriter("Changed", rules, policies, meters, 256);
            }
        }
        return rewriter.rewrite(new SourceRecord(Map.of(), Map.of(), "t", 0, schema, value), schema, value);
    }
}
