package dev.millrace.transforms.mapping;

import dev.millrace.transforms.rewrite.DroppedRecord;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** One rule, compiled: reads, converts, and does what its policies say. For any thread. */
final class Step implements Builder {

    private final String rule;
    private final String path;
    private final String hint;
    private final Origin origin;
    private final @Nullable Field direct;
    private final @Nullable Conversion conversion;
    private final FieldPolicies policies;
    private final @Nullable Object standard;
    private final RuleMeters.Rule meter;

    /**
     * A rule.
     *
     * @param label what its failures tell: the rule, the path, and a hint
     * @param direct the field that it reads, where that is one of the side itself and has no default: the short way
     * @param conversion null where the value is taken as it is
     * @param standard the default, of the target's type already
     */
    Step(
            RuleFailure label,
            Origin origin,
            @Nullable Field direct,
            @Nullable Conversion conversion,
            FieldPolicies policies,
            @Nullable Object standard,
            RuleMeters.Rule meter) {
        this.rule = label.rule();
        this.path = label.path();
        this.hint = label.hint();
        this.origin = origin;
        this.direct = direct;
        this.conversion = conversion;
        this.policies = policies;
        this.standard = standard;
        this.meter = meter;
    }

    @Override
    public @Nullable Object build(Scope scope, @Nullable Object base) {
        Object found;
        if (direct != null) {
            found = ((Struct) Objects.requireNonNull(scope.values[0])).get(direct);
        } else {
            found = read(scope);
        }
        if (found == null) {
            return nothing();
        }
        if (found == Absent.ABSENT) {
            return absent();
        }
        return conversion == null ? found : converted(conversion, found);
    }

    private @Nullable Object read(Scope scope) {
        try {
            return origin.read(scope);
        } catch (Inconvertible wrong) {
            return failed(wrong, null);
        }
    }

    private @Nullable Object converted(Conversion by, Object found) {
        Object result;
        try {
            result = by.convert(found);
        } catch (Inconvertible wrong) {
            result = failed(wrong, found);
        }
        if (result == null) {
            return nothing();
        }
        return result == Lookup.DEFAULT ? standard : result;
    }

    private @Nullable Object failed(Inconvertible wrong, @Nullable Object found) {
        meter.failed();
        return switch (policies.errors()) {
            case FAIL -> throw new RuleFailure(rule, path, wrong.code());
            case NULL -> null;
            case KEEP -> found;
        };
    }

    private @Nullable Object absent() {
        meter.skipped();
        return switch (policies.absent()) {
            case FAIL -> throw new RuleFailure(rule, path, "missing", hint);
            case IGNORE -> Absent.ABSENT;
            case NULL -> nothing();
            case DEFAULT -> standard;
        };
    }

    private @Nullable Object nothing() {
        return switch (policies.nulls()) {
            case OMIT -> Absent.ABSENT;
            case NULL -> null;
            case DEFAULT -> standard;
            case FAIL -> throw new RuleFailure(rule, path, "null");
            case DROP -> throw new DroppedRecord(rule);
        };
    }
}
