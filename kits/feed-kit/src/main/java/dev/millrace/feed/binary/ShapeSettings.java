package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import dev.millrace.feed.plan.FillerPolicy;
import dev.millrace.feed.plan.NameRules;
import dev.millrace.feed.plan.NameStyle;
import dev.millrace.feed.plan.OdoPolicy;
import dev.millrace.feed.plan.RedefineChoice;
import dev.millrace.feed.plan.ShapeRules;
import dev.millrace.feed.plan.ShortRecord;
import dev.millrace.feed.plan.Undecided;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.expression.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Which fields a record has: the options about names, fillers, tables and redefinitions.
 *
 * @param longRecords what a record is that has more bytes than its layout
 */
record ShapeSettings(NameRules names, ShapeRules shape, LongRecord longRecords) {

    static final String REDEFINES = ".redefines";
    private static final String NAMES = ".names";
    private static final String FILLER_VALUES = ".filler.values";
    private static final String FILLER_GROUPS = ".filler.groups";
    private static final String FILLER_NAMES = ".filler.names";
    private static final String GROUPS = ".groups";
    private static final String TEXTS = ".groups.as.text";
    private static final String CONDITIONS = ".conditions";
    private static final String ODO = ".odo";
    private static final String COUNTS = ".odo.counts";
    private static final String UNDECIDED = ".redefines.undecided";
    private static final String UNRULED = ".redefines.unruled";
    private static final String SHORT = ".records.short";
    private static final String LONG = ".records.long";

    /** What a record is that has more bytes than its layout. */
    enum LongRecord {
        MALFORMED,
        /** Complete: the rest is read over. */
        IGNORE
    }

    private enum Groups {
        KEEP,
        FLATTEN
    }

    private enum Values {
        DROP,
        KEEP
    }

    static void define(Options options, String format, boolean isCopybook) {
        options.choice(
                        format + NAMES,
                        isCopybook ? NameStyle.UNDERSCORES : NameStyle.AS_WRITTEN,
                        "Names",
                        "What fields are called: as-written, with underscores for dashes, as Avro needs it, or the same in"
                                + " lower case. Change it to what receivers expect.")
                .choice(
                        format + FILLER_VALUES,
                        Values.DROP,
                        "Filler values",
                        "Whether items without a name that hold a value are dropped or kept. Choose keep when a filler holds"
                                + " something after all.")
                .choice(
                        format + FILLER_GROUPS,
                        FillerPolicy.Groups.FLATTEN,
                        "Filler groups",
                        "What becomes of groups without a name: dropped with all in them, kept with a made-up name, or their"
                                + " items move up. Choose keep to tell apart items of the same name.")
                .choice(
                        format + FILLER_NAMES,
                        FillerPolicy.Naming.SEQUENCE,
                        "Names of fillers",
                        "What kept fillers are called: by a running number, or by the item before them. Choose previous for"
                                + " names that stay when a filler is added.")
                .choice(
                        format + GROUPS,
                        Groups.KEEP,
                        "Groups",
                        "Whether groups are structures, or their items move up to the record. Choose flatten for receivers that"
                                + " know no nested values.")
                .list(
                        format + TEXTS,
                        "Groups as text",
                        "Groups that also come as one text, in a field NAME_NT beside them. Name those that receivers want"
                                + " whole.")
                .flag(
                        format + CONDITIONS,
                        false,
                        "Condition names",
                        "Whether a field with level 88s has another one beside it, NAME_cond, with the name that holds. Set it"
                                + " when the names say more than the values.")
                .choice(
                        format + ODO,
                        OdoPolicy.SHIFT_RECORD,
                        "Tables of varying length",
                        "Where the bytes are that an OCCURS DEPENDING ON does not use: max-size at their place, shift-record"
                                + " nowhere, pad-record at the record's end. Choose max-size for records of one length.")
                .text(
                        format + COUNTS,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Counts in words",
                        "For tables whose count is a text, the number of each text: DETAIL: A=0, B=1; OTHER: A=1, B=2. Set it"
                                + " when a count field is not numeric.")
                .text(
                        format + REDEFINES,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Redefinitions",
                        "When each meaning of shared bytes holds, as an expression over the record: CARD: KIND = 'C'; CASH:"
                                + " KIND in ('B', 'N'). Set it for each REDEFINES that a field decides.")
                .choice(
                        format + UNDECIDED,
                        Undecided.ALL,
                        "Undecided redefinitions",
                        "What is read of bytes with several meanings when their rules do not know a record's value: all of"
                                + " them, none, or the bytes as they are. Choose none when wrong values do more harm than"
                                + " missing ones.")
                .choice(
                        format + UNRULED,
                        Undecided.ALL,
                        "Redefinitions without rules",
                        "What is read of bytes with several meanings that no rule is about: all of them, none, or the bytes as"
                                + " they are. Choose raw when receivers decide themselves.")
                .choice(
                        format + SHORT,
                        ShortRecord.MALFORMED,
                        "Short records",
                        "What a record is that ends before its layout does: malformed, or complete with nulls for what is"
                                + " absent. Choose absent for records that leave out their end.")
                .choice(
                        format + LONG,
                        LongRecord.MALFORMED,
                        "Long records",
                        "What a record is that goes on behind its layout: malformed, or complete, the rest ignored. Choose"
                                + " ignore when the layout is known to be older than the file.");
    }

    static ShapeSettings from(AbstractConfig config, String format) throws BadOption {
        FillerPolicy fillers = new FillerPolicy(
                choice(config, Values.class, format + FILLER_VALUES) == Values.KEEP,
                choice(config, FillerPolicy.Groups.class, format + FILLER_GROUPS),
                choice(config, FillerPolicy.Naming.class, format + FILLER_NAMES));
        NameRules names = NameRules.DEFAULT
                .withStyle(choice(config, NameStyle.class, format + NAMES))
                .withFillers(fillers)
                .withGroups(choice(config, Groups.class, format + GROUPS) == Groups.KEEP)
                .withConditions(config.getBoolean(format + CONDITIONS))
                .withTexts(Set.copyOf(config.getList(format + TEXTS)));
        ShapeRules shape = new ShapeRules(
                choice(config, OdoPolicy.class, format + ODO),
                counts(format + COUNTS, config.getString(format + COUNTS)),
                redefines(format + REDEFINES, config.getString(format + REDEFINES)),
                choice(config, Undecided.class, format + UNDECIDED),
                choice(config, Undecided.class, format + UNRULED),
                choice(config, ShortRecord.class, format + SHORT));
        return new ShapeSettings(names, shape, choice(config, LongRecord.class, format + LONG));
    }

    private static Map<String, Map<String, Integer>> counts(String key, String text) throws BadOption {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        for (var table : Clauses.named(key, text).entrySet()) {
            Map<String, Integer> numbers = new HashMap<>();
            for (var pair : Clauses.pairs(key, table.getValue()).entrySet()) {
                if (!pair.getValue().matches("\\d{1,9}")) {
                    throw new BadOption(key, table.getKey() + ": " + pair.getKey() + " must stand for a whole number");
                }
                numbers.put(pair.getKey(), Integer.valueOf(pair.getValue()));
            }
            counts.put(table.getKey(), numbers);
        }
        return counts;
    }

    private static List<RedefineChoice> redefines(String key, String text) throws BadOption {
        List<RedefineChoice> choices = new ArrayList<>();
        for (var clause : Clauses.named(key, text).entrySet()) {
            try {
                choices.add(new RedefineChoice.ByExpression(clause.getKey(), Expression.parse(clause.getValue())));
            } catch (IllegalArgumentException wrong) {
                throw new BadOption(key, clause.getKey() + ": " + wrong.getMessage());
            }
        }
        return choices;
    }

    private static <E extends Enum<E>> E choice(AbstractConfig config, Class<E> type, String key) {
        return OptionGroup.choiceOf(type, config.getString(key));
    }
}
