package dev.millrace.feed.format;

import dev.millrace.feed.binary.BinaryFormat;
import dev.millrace.feed.edi.EdiFormat;
import dev.millrace.feed.schema.SchemaSettings;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Every format there is. Thread-safe. */
public final class Formats {

    /** The option whose value is a format's name. */
    public static final String KEY = "format";

    private static final List<RecordFormat> ALL = Stream.<RecordFormat>of(
                    new CsvFormat(),
                    new FixedWidthFormat(),
                    new JsonFormat(),
                    new XmlFormat(),
                    new HtmlFormat(),
                    new EdiFormat(),
                    BinaryFormat.copybook(),
                    BinaryFormat.layout(),
                    new LinesFormat(),
                    new FormFormat(),
                    new MultipartFormat(),
                    new WholeFileFormat())
            .<RecordFormat>map(NamedFormat::new)
            .toList();

    private Formats() {}

    /** All of them, in the order in which documents list them; their records have the names that {@code schema.names} asks for. */
    public static List<RecordFormat> all() {
        return ALL;
    }

    /** The values that the option {@link #KEY} may have. */
    public static List<String> names() {
        return ALL.stream().map(RecordFormat::name).toList();
    }

    /**
     * The format of that name.
     *
     * @throws ConfigException on {@link #KEY} when there is none
     */
    public static RecordFormat named(String name) {
        for (RecordFormat format : ALL) {
            if (format.name().equals(name)) {
                return format;
            }
        }
        throw new ConfigException(
                KEY, name, "no such format" + hint(name) + " The formats are " + String.join(", ", names()));
    }

    private static String hint(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return names().stream()
                .filter(known -> distance(wanted, known) <= 2
                        || wanted.contains(known)
                        || (!wanted.isEmpty() && known.startsWith(wanted)))
                .findFirst()
                .map(known -> "; did you mean " + known + "?")
                .orElse(".");
    }

    /** How many letters must be added, dropped or replaced to turn one word into the other. */
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

    /** Declares the options of all formats, and those that they share. */
    public static void define(ConfigDef definition) {
        SchemaSettings.define(definition);
        ALL.forEach(format -> format.define(definition));
    }
}
