package dev.millrace.feed.copybook;

import java.util.List;

/** The symbols of a picture in their order. Immutable. */
record PictureSymbols(List<Run> runs) {

    /**
     * A symbol that stands several times in a row.
     *
     * @param symbol CR is {@code C} and DB is {@code D}
     * @param at where it stands in the picture, from 0
     */
    record Run(char symbol, int count, int at) {

        /** Of one symbol, in characters of the value. */
        int width() {
            return switch (symbol) {
                case 'S', 'V', 'P' -> 0;
                case 'C', 'D' -> 2;
                default -> 1;
            };
        }

        String text() {
            return symbol == 'C' ? "CR" : symbol == 'D' ? "DB" : String.valueOf(symbol);
        }
    }

    PictureSymbols {
        runs = List.copyOf(runs);
    }

    boolean has(char symbol) {
        for (Run run : runs) {
            if (run.symbol() == symbol) {
                return true;
            }
        }
        return false;
    }

    boolean hasOnly(String symbols) {
        for (Run run : runs) {
            if (symbols.indexOf(run.symbol()) < 0) {
                return false;
            }
        }
        return true;
    }

    /** How often a symbol stands there, at most what an int holds. */
    int total(char symbol) {
        long total = 0;
        for (Run run : runs) {
            total += run.symbol() == symbol ? run.count() : 0;
        }
        return (int) Math.min(total, Integer.MAX_VALUE);
    }

    /** The value's length in characters. */
    long characters() {
        long characters = 0;
        for (Run run : runs) {
            characters += (long) run.count() * run.width();
        }
        return characters;
    }

    /** How many symbols there are. */
    long count() {
        return runs.stream().mapToLong(Run::count).sum();
    }

    /** Each for itself. */
    String expanded() {
        StringBuilder expanded = new StringBuilder();
        for (Run run : runs) {
            expanded.append(run.text().repeat(run.count()));
        }
        return expanded.toString();
    }
}
