package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import dev.millrace.kit.OptionGroup;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How the types of records are told apart, and what becomes of them.
 *
 * @param records the records of the layout that are used; empty for all
 * @param fields whose values, joined by plus signs, tell a record's type
 * @param values the type of each such value
 * @param when the types that a formula tells, in the order in which they are tried
 * @param skipped types that are checked, but not handed over
 * @param needed types without which a file is not whole
 * @param once types of which a file has one at most
 * @param checks what headers and trailers say of the other records
 * @param levels the type values of each level of a hierarchy
 * @param children the types that belong to each type
 * @param mostChildren how many records may hang together
 */
record TypeSettings(
        List<String> records,
        List<String> fields,
        Map<String, String> values,
        Map<String, String> when,
        Unknown unknown,
        Set<String> skipped,
        Set<String> needed,
        Set<String> once,
        List<String> checks,
        List<Set<String>> levels,
        Map<String, String> children,
        int mostChildren,
        boolean coordinates) {

    static final String RECORDS = ".records";
    static final String FIELDS = ".type.fields";
    static final String VALUES = ".types";
    static final String WHEN = ".types.when";
    static final String CHECKS = ".checks";
    static final String CHILDREN = ".children";
    static final String LEVELS = ".levels";
    private static final String UNKNOWN = ".type.unknown";
    private static final String SKIP = ".types.skip";
    private static final String NEEDED = ".types.needed";
    private static final String ONCE = ".types.once";
    private static final String MOST_CHILDREN = ".children.max.records";
    private static final String COORDINATES = ".coordinates";

    /** What becomes of a record of no known type. */
    enum Unknown {
        MALFORMED,
        /** It is read over. */
        SKIP,
        /** It is read by the layout's first record. */
        FIRST
    }

    static void define(Options options, String format) {
        options.list(
                        format + RECORDS,
                        "Records",
                        "Which records of the layout are used (level 01 in a copybook), by their names; empty for all. Set it"
                                + " when a copybook holds more than the file does.")
                .list(
                        format + FIELDS,
                        "Type fields",
                        "The fields whose value tells a record's type; the values of several are joined by +. Set it, with "
                                + format + VALUES + ", when a file holds several types of records.")
                .text(
                        format + VALUES,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Types",
                        "The record, or the redefinition in the only record, that each value of the type fields stands for:"
                                + " C=COMPANY, P=CONTACT. Set it together with " + format + FIELDS + ".")
                .text(
                        format + WHEN,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Types by formula",
                        "The types that a formula over fields tells, tried in order before the values: TRAILER: REC-ID = 9 and"
                                + " remaining = 80. Set it where one value is not enough.")
                .choice(
                        format + UNKNOWN,
                        Unknown.MALFORMED,
                        "Unknown types",
                        "What becomes of a record of no known type: malformed, skipped, or read by the first record of the"
                                + " layout. Choose skip to take some types out of many.")
                .list(
                        format + SKIP,
                        "Types left out",
                        "Types that are checked and counted, but not handed over. Name the headers and trailers that no"
                                + " receiver wants.")
                .list(
                        format + NEEDED,
                        "Types needed",
                        "Types without which a file is not whole, such as its trailer: a file without one ends with a malformed"
                                + " record. Name those that the sender always writes.")
                .list(
                        format + ONCE,
                        "Types at most once",
                        "Types of which a file has one at most: a second one is malformed. Name headers and trailers.")
                .text(
                        format + CHECKS,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Totals",
                        "What fields of headers and trailers say of the records before them: TRAILER.COUNT = count(DETAIL);"
                                + " TRAILER.HASH = sum(DETAIL.ACCOUNT) modulo 10. A wrong total is malformed; set it when the"
                                + " sender counts.")
                .text(
                        format + LEVELS,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Levels",
                        "The types of each level of a hierarchy, from its root: COMPANY; DEPT, CUSTOMER; EMPLOYEE. Records then"
                                + " have headers millrace.level.0 and so on that tell which belong together; * stands for all"
                                + " other types. Set it to join them later.")
                .text(
                        format + CHILDREN,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Children",
                        "The types that hang below each type: COMPANY: DEPT, CUSTOMER; DEPT: EMPLOYEE. A root and all that"
                                + " follows it up to the next root then are one record; set it when receivers want them whole.")
                .number(
                        format + MOST_CHILDREN,
                        10_000,
                        1,
                        1_000_000,
                        "Most children",
                        "How many records may hang together below one root; more are malformed. Raise it, with the heap, for"
                                + " larger trees.")
                .flag(
                        format + COORDINATES,
                        true,
                        "Coordinates",
                        "Whether each record has its number, offset and length in headers: millrace.record.number,"
                                + " millrace.record.offset and millrace.record.length. Turn it off when nobody reads them.");
    }

    static TypeSettings from(AbstractConfig config, String format) throws BadOption {
        List<Set<String>> levels = Clauses.split(config.getString(format + LEVELS), ';').stream()
                .map(level -> Set.copyOf(Clauses.split(level, ',')))
                .toList();
        TypeSettings settings = new TypeSettings(
                config.getList(format + RECORDS),
                config.getList(format + FIELDS),
                Clauses.pairs(format + VALUES, config.getString(format + VALUES)),
                Clauses.named(format + WHEN, config.getString(format + WHEN)),
                OptionGroup.choiceOf(Unknown.class, config.getString(format + UNKNOWN)),
                Set.copyOf(config.getList(format + SKIP)),
                Set.copyOf(config.getList(format + NEEDED)),
                Set.copyOf(config.getList(format + ONCE)),
                Clauses.split(config.getString(format + CHECKS), ';'),
                levels,
                Clauses.named(format + CHILDREN, config.getString(format + CHILDREN)),
                config.getInt(format + MOST_CHILDREN),
                config.getBoolean(format + COORDINATES));
        if (settings.fields.isEmpty() != settings.values.isEmpty()) {
            throw new BadOption(
                    format + (settings.fields.isEmpty() ? FIELDS : VALUES),
                    "must be given together with " + format + (settings.fields.isEmpty() ? VALUES : FIELDS));
        }
        return settings;
    }

    /** Whether records have types at all. */
    boolean hasTypes() {
        return !values.isEmpty() || !when.isEmpty();
    }
}
