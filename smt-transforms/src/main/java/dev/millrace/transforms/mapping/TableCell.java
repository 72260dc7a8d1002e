package dev.millrace.transforms.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in a cell of a {@link MappingTable}: words and code, one behind the other. Immutable. */
public record TableCell(List<Piece> pieces) {

    static final TableCell NOTHING = new TableCell(List.of());

    public TableCell {
        pieces = List.copyOf(pieces);
    }

    /**
     * A part of it.
     *
     * @param isCode whether it is written as it stands in a document or a record
     */
    public record Piece(String text, boolean isCode) {}

    /** Words alone. */
    static TableCell text(Object words) {
        String text = String.valueOf(words);
        return text.isEmpty() ? NOTHING : new TableCell(List.of(new Piece(text, false)));
    }

    /** One value; what could not be seen is told by a word. */
    static TableCell code(@Nullable Object value) {
        String code = String.valueOf(value);
        if (code.isBlank()) {
            return text(code.isEmpty() ? "(empty)" : "(blank)");
        }
        return new TableCell(List.of(new Piece(code, true)));
    }

    /** Each value of a list or an object. */
    static TableCell codes(@Nullable Object value) {
        List<TableCell> all = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> all.add(code(key).then(" ").then(codes(inner))));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> all.add(codes(inner)));
        } else {
            all.add(code(value));
        }
        return joined(", ", all);
    }

    /** One behind the other, with words between them. */
    static TableCell joined(String between, List<TableCell> cells) {
        TableCell all = NOTHING;
        for (TableCell cell : cells) {
            all = (all.pieces.isEmpty() ? all : all.then(between)).then(cell);
        }
        return all;
    }

    TableCell then(String words) {
        return then(text(words));
    }

    TableCell then(TableCell next) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(next.pieces);
        return new TableCell(all);
    }
}
