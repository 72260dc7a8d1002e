package dev.millrace.kit.path;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Finds what a person meant who wrote a name that is not there. */
public final class NearestName {

    private NearestName() {}

    static String complaint(String name, Schema schema) {
        return complaint(name, schema.fields().stream().map(Field::name).toList());
    }

    /** A sentence about a field that is not among those that are there. */
    public static String complaint(String name, List<String> names) {
        return "there is no field " + name
                + in(name, names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElseGet(() -> names.isEmpty() ? "; there are none" : "");
    }

    /** The name of the fewest different letters, no more than a third of them, whatever their case. */
    public static Optional<String> in(String wanted, List<String> names) {
        String lower = wanted.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= Math.max(1, wanted.length() / 3))
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))));
    }

    /** How many letters must be added, dropped or replaced to turn one word into the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
