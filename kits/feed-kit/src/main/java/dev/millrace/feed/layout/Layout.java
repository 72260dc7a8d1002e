package dev.millrace.feed.layout;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/**
 * How the records of a file are laid out: their columns, how their types are told apart, and what headers and trailers must
 * say of the rest. Immutable.
 *
 * @param charset empty for the configured one
 * @param length the units of a record without its line end; empty when each line is a record of any length
 * @param types in the order in which they are tried
 */
public record Layout(
        String name,
        Optional<Charset> charset,
        Unit unit,
        OptionalInt length,
        Lines lines,
        List<RecordType> types,
        List<Group> groups) {

    /** What columns are counted in. */
    public enum Unit {
        BYTE,
        CHARACTER
    }

    /** Whether records end with line ends. */
    public enum Lines {
        YES,
        NO,
        /** As the first record of a file does. */
        AUTO
    }

    public Layout {
        types = List.copyOf(types);
        groups = List.copyOf(groups);
    }

    /**
     * Reads a layout.
     *
     * @throws LayoutProblem when it is none; says where and why
     */
    public static Layout parse(String yaml) throws LayoutProblem {
        return new LayoutParser(yaml).layout();
    }

    /**
     * The type of a record; empty when it is none of them.
     *
     * @param place the index in the text of a unit of the record; -1 where there is none
     */
    public Optional<RecordType> typeOf(String record, IntUnaryOperator place) {
        for (RecordType type : types) {
            if (type.selector().matches(record, place)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
