package dev.millrace.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.WebhookEvent;
import dev.millrace.partner.tcp.Ebcdic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The sample orders: the same for the same size in every run, as rows of a few CSV files, as records of a mainframe, as
 * events and as messages.
 */
final class Sample {
    static final String ID = "order_id";

    /** How many customers place the orders, when there are enough orders. */
    static final int CUSTOMERS = 250;

    private static final int FILES = 4;
    /** A record descriptor word counts itself (z/OS DFSMS Using Data Sets, variable-length records). */
    private static final int DESCRIPTOR_BYTES = 4;

    private static final String HEADER = ID + ",customer,placed_at,article,quantity,price\n";
    private static final List<String> ARTICLES = List.of("rye flour", "spelt, whole", "oat \"fine\"", "semolina");

    private static final ObjectMapper JSON = new ObjectMapper();

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

    /**
     * Writes one file of EBCDIC records, each behind its descriptor word (RECFM=V), as the copybook {@code orders.cpy} of
     * the examples describes them.
     */
    void dropRecords(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = folder.resolveSibling("orders.part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
            for (int row = 1; row <= rows; row++) {
                byte[] order = record(row);
                out.write(Ebcdic.record()
                        .binary(order.length + DESCRIPTOR_BYTES, 2)
                        .binary(0, 2)
                        .bytes());
                out.write(order);
            }
        }
        Files.move(unfinished, folder.resolve("orders.bin"));
    }

    /** Writes a file of the customers, with what nobody but them should know. */
    void dropCustomers(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path unfinished = folder.resolveSibling("customers.part");
        try (Writer out = Files.newBufferedWriter(unfinished)) {
            out.write("id,name,email,ssn,card,born\n");
            for (String customer : customers()) {
                int number = Integer.parseInt(customer);
                out.write(String.format(
                        Locale.ROOT,
                        "%1$d,Customer %1$d,c%1$d@customers.example,900-00-%1$04d,400000000000%1$04d,19%2$02d-05-17\n",
                        number,
                        number % 60 + 40));
            }
        }
        Files.move(unfinished, folder.resolve("customers.csv"));
    }

    /** The order of this number, from 1, as JSON. */
    String message(long number) {
        return json(Math.toIntExact(number));
    }

    /** The order of this number, from 0, as the event that a shop sends of it. */
    WebhookEvent event(long number) {
        int row = Math.toIntExact(number) + 1;
        return WebhookEvent.json("evt_" + id(row), json(row)).type("order.placed");
    }

    /** The ids of all rows. */
    List<String> ids() {
        return IntStream.rangeClosed(1, rows).mapToObj(Sample::id).toList();
    }

    /** The numbers of all rows, as a database counts them. */
    List<String> numbers() {
        return IntStream.rangeClosed(1, rows).mapToObj(Integer::toString).toList();
    }

    /** The numbers of the customers who placed the orders. */
    List<String> customers() {
        return IntStream.rangeClosed(1, Math.min(rows, CUSTOMERS))
                .mapToObj(row -> Integer.toString(row % CUSTOMERS))
                .toList();
    }

    int rows() {
        return rows;
    }

    private static String id(int row) {
        return "O-%07d".formatted(row);
    }

    private static String line(int row) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,\"%s\",%d,%s\n",
                id(row),
                customer(row),
                placedAt(row),
                article(row).replace("\"", "\"\""),
                quantity(row),
                price(row));
    }

    private static String json(int row) {
        return JSON.createObjectNode()
                .put(ID, id(row))
                .put("customer", customer(row))
                .put("placed_at", placedAt(row))
                .put("article", article(row))
                .put("quantity", quantity(row))
                .put("price", price(row))
                .toString();
    }

    private static byte[] record(int row) {
        return Ebcdic.record()
                .text(id(row), 9)
                .text(customer(row), 5)
                .text(placedAt(row), 20)
                .text(article(row), 12)
                .zoned(BigDecimal.valueOf(quantity(row)), 3, 0)
                .packed(new BigDecimal(price(row)), 7, 2)
                .bytes();
    }

    private static String customer(int row) {
        return "C-%03d".formatted(row % CUSTOMERS);
    }

    private static String placedAt(int row) {
        return "2026-%02d-%02dT%02d:00:00Z".formatted(row % 12 + 1, row % 28 + 1, row % 24);
    }

    private static String article(int row) {
        return ARTICLES.get(row % ARTICLES.size());
    }

    private static int quantity(int row) {
        return row % 9 + 1;
    }

    private static String price(int row) {
        return "%d.%02d".formatted(row % 40 + 3, row % 100);
    }
}
