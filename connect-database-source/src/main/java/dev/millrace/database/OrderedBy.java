package dev.millrace.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By what columns rows are sorted.
 *
 * @param first the column before all others, if one is
 * @param second what tells rows apart behind it; empty for the columns that tell rows apart anyhow
 * @param isAlone whether {@code first} tells rows apart
 * @param isNeeded whether rows can't be read without an order
 */
record OrderedBy(Optional<String> first, Optional<String> second, boolean isAlone, boolean isNeeded) {

    static OrderedBy of(QuerySettings settings) {
        return switch (settings.mode()) {
            case BULK -> new OrderedBy(Optional.empty(), Optional.empty(), false, false);
            case INCREMENTING -> new OrderedBy(settings.incrementing(), Optional.empty(), true, true);
            case TIMESTAMP -> new OrderedBy(settings.timestamp(), Optional.empty(), false, true);
            case TIMESTAMP_INCREMENTING -> new OrderedBy(settings.timestamp(), settings.incrementing(), false, true);
            case CHANGES, OUTBOX -> throw new IllegalArgumentException("no query: " + settings.mode());
        };
    }

    /**
     * The columns; empty when rows are in no order.
     *
     * @param apart the columns that tell rows apart; empty when none do
     */
    List<String> columns(List<String> apart) {
        List<String> rest = isAlone ? List.of() : second.map(List::of).orElse(apart);
        if (!isAlone && rest.isEmpty()) {
            return List.of();
        }
        List<String> columns = new ArrayList<>(first.stream().toList());
        rest.stream().filter(name -> !columns.contains(name)).forEach(columns::add);
        return columns;
    }
}
