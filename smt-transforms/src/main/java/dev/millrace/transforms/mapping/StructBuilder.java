package dev.millrace.transforms.mapping;

import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.StructCopy;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Makes a struct, of rules alone or upon another one. */
final class StructBuilder implements Builder {

    /**
     * A target.
     *
     * @param index its number among the fields
     * @param base the number of the base's field of that name; -1 where it has none
     * @param same whether a value of the base could stand there
     */
    record Target(int index, Builder builder, int base, boolean same) {}

    /** A field that gets what a field of the base has, by their numbers. */
    record Kept(int from, int to, boolean optional) {}

    private final String path;
    private final Schema schema;
    private final StructCopy result;
    private final @Nullable StructCopy source;
    private final Target[] targets;
    private final Builder[] builders;
    private final Kept[] kept;
    private final boolean always;
    private final boolean needsBase;

    /**
     * Prepares a struct.
     *
     * @param path where it stands, for failures
     * @param base the schema of what it is made upon; null where it is made of rules alone
     * @param always whether it is there even if all of its fields are left out
     */
    StructBuilder(
            String path, Schema schema, @Nullable Schema base, List<Target> targets, List<Kept> kept, boolean always) {
        this.path = path;
        this.schema = schema;
        this.result = new StructCopy(schema);
        this.source = base == null ? null : new StructCopy(base);
        this.targets = targets.toArray(Target[]::new);
        this.builders = targets.stream().map(Target::builder).toArray(Builder[]::new);
        this.kept = kept.toArray(Kept[]::new);
        this.always = always;
        this.needsBase = kept.stream().anyMatch(one -> !one.optional());
    }

    @Override
    public Object build(Scope scope, @Nullable Object base) {
        return source != null && base instanceof Struct from ? upon(source, from, scope) : fresh(scope);
    }

    private Object fresh(Scope scope) {
        Struct to = new Struct(schema);
        boolean any = always;
        for (int at = 0; at < builders.length; at++) {
            Object value = builders[at].build(scope, null);
            if (value != Absent.ABSENT) {
                any = true;
                result.put(to, targets[at].index, value);
            }
        }
        if (any && needsBase) {
            throw new RuleFailure(path, path, "incomplete");
        }
        return any ? to : Absent.ABSENT;
    }

    private Struct upon(StructCopy base, Struct from, Scope scope) {
        Struct to = new Struct(schema);
        for (Target target : targets) {
            Object stands = target.base < 0 ? null : base.get(from, target.base);
            Object value = target.builder.build(scope, stands);
            if (value != Absent.ABSENT) {
                result.put(to, target.index, value);
            } else if (target.same) {
                result.put(to, target.index, stands);
            }
        }
        for (Kept one : kept) {
            result.put(to, one.to, base.get(from, one.from));
        }
        return to;
    }
}
