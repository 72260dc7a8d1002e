package dev.millrace.feed.plan;

/** The names that items get, fillers included, in the order of the record. For one compilation. */
final class Naming {

    private static final String FILLER = "FILLER";

    private final NameRules rules;
    private int groups;
    private int values;
    private String previous;

    /** @param record the record's name, which a first filler stands behind */
    Naming(NameRules rules, String record) {
        this.rules = rules;
        this.previous = rules.style().of(record);
    }

    /** The name of an item's field; each item is asked for once, in their order. */
    String of(Item item) {
        String name = item.traits().isFiller()
                ? rules.fillers().naming() == FillerPolicy.Naming.PREVIOUS
                        ? FILLER + "_AFTER_" + previous
                        : item instanceof Item.Field ? FILLER + "_P" + ++values : FILLER + "_" + ++groups
                : rules.style().of(item.traits().name());
        previous = name;
        return rules.style() == NameStyle.LOWER ? rules.style().of(name) : name;
    }
}
