package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** The rows of every benchmark: {@value #CYCLE} different orders that come again and again, of ten columns and about 98 bytes each. */
final class Orders {
    static final int CYCLE = 1_000;
    static final List<String> COLUMNS = List.of(
            "order_id",
            "customer",
            "placed_at",
            "article",
            "quantity",
            "unit",
            "price",
            "currency",
            "warehouse",
            "remark");

    private static final List<String> ARTICLES = List.of("rye flour", "spelt whole", "oat fine", "semolina");

    private Orders() {}

    /** The values of a row in the order of the columns; none of them needs quotes. */
    static List<String> values(long row) {
        int order = (int) (row % CYCLE);
        return List.of(
                String.format(Locale.ROOT, "O-%07d", order),
                String.format(Locale.ROOT, "C-%03d", order % 250),
                String.format(Locale.ROOT, "2026-%02d-%02dT%02d:00:00Z", order % 12 + 1, order % 28 + 1, order % 24),
                ARTICLES.get(order % ARTICLES.size()),
                Integer.toString(order % 9 + 1),
                "kg",
                String.format(Locale.ROOT, "%d.%02d", order % 40 + 3, order % 100),
                "EUR",
                "W" + order % 4,
                "deliver to dock " + order % 7 + " before noon");
    }

    /** Writes a CSV file with a header line and so many rows. */
    static void write(Path file, int rows) throws IOException {
        List<String> lines = LongStream.range(0, CYCLE)
                .mapToObj(row -> String.join(",", values(row)) + "\n")
                .toList();
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", COLUMNS) + "\n");
            for (int row = 0; row < rows; row++) {
                out.write(lines.get(row % CYCLE));
            }
        }
    }
}
