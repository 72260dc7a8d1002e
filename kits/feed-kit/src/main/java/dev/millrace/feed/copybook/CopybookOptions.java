package dev.millrace.feed.copybook;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a copybook is read, where its text alone doesn't tell.
 *
 * @param debuggingLines whether lines with a D in the indicator column count
 * @param members the text of a copy member by its name in upper case; {@code LIBRARY/NAME} is asked for first where the COPY
 *     statement names a library
 * @param replacing what is replaced in the copybook and its members, as it is written behind COPY ... REPLACING; empty for
 *     nothing
 * @param tags what stands for {@code :TAG:}, by TAG without colons
 * @param recordName of a record whose entries have no level 01 above them
 */
public record CopybookOptions(
        Columns columns,
        boolean debuggingLines,
        Function<String, Optional<String>> members,
        String replacing,
        Map<String, String> tags,
        Dialect dialect,
        String recordName) {

    public static final CopybookOptions DEFAULT =
            new CopybookOptions(Columns.DEFAULT, false, name -> Optional.empty(), "", Map.of(), Dialect.IBM, "RECORD");

    public CopybookOptions {
        tags = Map.copyOf(tags);
        if (recordName.isBlank()) {
            throw new IllegalArgumentException("a record needs a name");
        }
    }

    public CopybookOptions with(Columns changed) {
        return new CopybookOptions(changed, debuggingLines, members, replacing, tags, dialect, recordName);
    }

    public CopybookOptions with(Dialect changed) {
        return new CopybookOptions(columns, debuggingLines, members, replacing, tags, changed, recordName);
    }

    public CopybookOptions withDebuggingLines(boolean changed) {
        return new CopybookOptions(columns, changed, members, replacing, tags, dialect, recordName);
    }

    public CopybookOptions withMembers(Function<String, Optional<String>> changed) {
        return new CopybookOptions(columns, debuggingLines, changed, replacing, tags, dialect, recordName);
    }

    public CopybookOptions withReplacing(String changed) {
        return new CopybookOptions(columns, debuggingLines, members, changed, tags, dialect, recordName);
    }

    public CopybookOptions withTags(Map<String, String> changed) {
        return new CopybookOptions(columns, debuggingLines, members, replacing, changed, dialect, recordName);
    }

    public CopybookOptions withRecordName(String changed) {
        return new CopybookOptions(columns, debuggingLines, members, replacing, tags, dialect, changed);
    }
}
