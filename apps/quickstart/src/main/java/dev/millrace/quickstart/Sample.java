package dev.millrace.quickstart;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The sample orders: the same rows for the same size in every run, spread over a few CSV files. */
final class Sample {
    static final String ID = "order_id";

    private static final int FILES = 4;
    private static final String HEADER = ID + ",customer,placed_at,article,quantity,price\n";
    private static final List<String> ARTICLES = List.of("rye flour", "spelt, whole", "oat \"fine\"", "semolina");

    private final int rows;

    Sample(int rows) {
        this.rows = rows;
    }

    /** Writes the files into the folder; each appears under its name when it is complete, as a careful partner does it. */
    void drop(Path folder) throws IOException {
        Files.createDirectories(folder);
        int perFile = (rows + FILES - 1) / FILES;
        for (int file = 0; file * perFile < rows; file++) {
            int first = file * perFile + 1;
            int last = Math.min(rows, first + perFile - 1);
            Path unfinished = folder.resolveSibling("orders-%02d.part".formatted(file + 1));
            try (Writer out = Files.newBufferedWriter(unfinished)) {
                out.write(HEADER);
                for (int row = first; row <= last; row++) {
                    out.write(line(row));
                }
            }
            Files.move(unfinished, folder.resolve("orders-%02d.csv".formatted(file + 1)));
        }
    }

    /** The ids of all rows. */
    List<String> ids() {
        return IntStream.rangeClosed(1, rows).mapToObj(Sample::id).toList();
    }

    int rows() {
        return rows;
    }

    private static String id(int row) {
        return "O-%07d".formatted(row);
    }

    private static String line(int row) {
        String article = ARTICLES.get(row % ARTICLES.size());
        return String.format(
                Locale.ROOT,
                "%s,C-%03d,2026-%02d-%02dT%02d:00:00Z,\"%s\",%d,%d.%02d\n",
                id(row),
                row % 250,
                row % 12 + 1,
                row % 28 + 1,
                row % 24,
                article.replace("\"", "\"\""),
                row % 9 + 1,
                row % 40 + 3,
                row % 100);
    }
}
