package dev.millrace.feed.plan;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What is no value, and what becomes of a field that is none but should be one. Bytes that are a value of their field, such as
 * zeros in a binary number, are null only where {@code nulls} says so for its class.
 *
 * @param nulls the fillings that mean null, for each class of fields; none for a class that is missing
 * @param corrupt the policy for each class; {@link CorruptPolicy#RECORD} for one that is missing
 */
public record DamageRules(Map<FieldClass, Set<Filling>> nulls, Map<FieldClass, CorruptPolicy> corrupt) {

    private static final Set<Filling> ALL = EnumSet.allOf(Filling.class);

    /** Fields that were never filled are null, and a record with a corrupt one is malformed. */
    public static final DamageRules DEFAULT = new DamageRules(
            Map.of(
                    FieldClass.TEXT, EnumSet.of(Filling.LOW_VALUES),
                    FieldClass.ZONED, ALL,
                    FieldClass.PACKED, ALL,
                    FieldClass.EDITED, ALL),
            Map.of());

    public DamageRules {
        nulls = Map.copyOf(nulls);
        corrupt = Map.copyOf(corrupt);
    }

    /** The same with other fillings for one class. */
    public DamageRules withNulls(FieldClass kind, Set<Filling> fillings) {
        Map<FieldClass, Set<Filling>> all = new EnumMap<>(FieldClass.class);
        all.putAll(nulls);
        all.put(kind, Set.copyOf(fillings));
        return new DamageRules(all, corrupt);
    }

    /** The same with another policy for one class. */
    public DamageRules withCorrupt(FieldClass kind, CorruptPolicy policy) {
        Map<FieldClass, CorruptPolicy> all = new EnumMap<>(FieldClass.class);
        all.putAll(corrupt);
        all.put(kind, policy);
        return new DamageRules(nulls, all);
    }

    /** The same with one policy for all classes. */
    public DamageRules withCorrupt(CorruptPolicy policy) {
        DamageRules rules = this;
        for (FieldClass kind : FieldClass.values()) {
            rules = rules.withCorrupt(kind, policy);
        }
        return rules;
    }

    Set<Filling> nulls(FieldClass kind) {
        return nulls.getOrDefault(kind, Set.of());
    }

    CorruptPolicy corrupt(FieldClass kind) {
        return corrupt.getOrDefault(kind, CorruptPolicy.RECORD);
    }
}
