package dev.millrace.feed.copybook;

import dev.millrace.feed.plan.Item;
import java.util.List;

/**
 * What a COBOL copybook says: one group of items for each record (level 01 or 77) in the order of the text. Immutable.
 *
 * <p>The rules are those of IBM Enterprise COBOL for z/OS, with the words of Micro Focus COBOL and GnuCOBOL that IBM doesn't
 * know. A record that is one elementary item becomes a group of one field. A record that redefines another one says so in
 * its traits.
 *
 * @param warnings what was understood only in part, or is likely not meant; in the order of the text
 */
public record Copybook(List<Item.Group> records, List<CopybookProblem> warnings) {
    public Copybook {
        records = List.copyOf(records);
        warnings = List.copyOf(warnings);
    }

    /**
     * Compiles the text of a copybook.
     *
     * @throws CopybookProblems with everything that is wrong with it
     */
    public static Copybook parse(String text, CopybookOptions options) throws CopybookProblems {
        Findings findings = new Findings();
        CopyExpander expander = new CopyExpander(options, findings);
        EntryParser parser = new EntryParser(expander.expand(text), findings);
        List<Entry> entries = parser.entries();
        boolean comma = switch (options.dialect().decimalPoint()) {
            case POINT -> false;
            case COMMA -> true;
            case AUTO -> parser.declaresDecimalComma() || DecimalComma.isLikelyIn(entries);
        };
        List<Node> records = new LevelTree(options, findings).records(entries);
        ItemBuilder builder = new ItemBuilder(options, comma, parser.constants(), findings);
        List<Item.Group> groups = builder.records(records);
        if (groups.isEmpty() && findings.errors().isEmpty()) {
            findings.error(
                    Token.START,
                    "the copybook describes no record: it needs at least one entry, such as 01 A PIC X(10).");
        }
        if (!findings.errors().isEmpty()) {
            throw new CopybookProblems(findings.errors());
        }
        return new Copybook(groups, findings.warnings());
    }
}
