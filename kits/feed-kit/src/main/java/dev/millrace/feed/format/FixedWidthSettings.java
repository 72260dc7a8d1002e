package dev.millrace.feed.format;

import dev.millrace.feed.layout.Layout;
import dev.millrace.feed.layout.LayoutProblem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of {@link FixedWidthFormat}.
 *
 * @param layoutKey the option that the layout comes from
 */
record FixedWidthSettings(Layout layout, String layoutKey, Encoding encoding, int recordMaxBytes) {

    static final String LAYOUT = "fixed-width.layout";
    private static final String LAYOUT_FILE = "fixed-width.layout.file";
    private static final String CHARSET = "fixed-width.charset";
    private static final String RECORD_MAX_BYTES = "fixed-width.record.max.bytes";
    private static final long MAX_FILE_BYTES = 1 << 20;

    static void define(ConfigDef definition) {
        new Options(definition, FixedWidthFormat.NAME)
                .text(
                        LAYOUT,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Layout",
                        "Which columns a record has, in the layout language of the formats page. Set it, or"
                                + " fixed-width.layout.file, with format=fixed-width.")
                .text(
                        LAYOUT_FILE,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Layout file",
                        "A file on the worker that holds the layout. Set it instead of fixed-width.layout when the layout is"
                                + " long; every worker needs the file.")
                .charset(
                        CHARSET,
                        "How characters are encoded where the layout does not say. Change it when the files are not UTF-8,"
                                + " to IBM037 for example.")
                .number(
                        RECORD_MAX_BYTES,
                        1 << 20,
                        64,
                        1 << 28,
                        "Largest record",
                        "The bytes a record may have; a larger one is malformed. Raise it, together with the worker's"
                                + " producer limit max.request.size, when records are that large.");
    }

    /**
     * The typed view.
     *
     * @throws ConfigException with a message that begins with the key that is wrong and a colon
     */
    static FixedWidthSettings from(AbstractConfig config) {
        String inline = config.getString(LAYOUT);
        String file = config.getString(LAYOUT_FILE);
        Charset charset = Charset.forName(config.getString(CHARSET));
        int most = config.getInt(RECORD_MAX_BYTES);
        if (inline.isBlank() == file.isBlank()) {
            // The layout is not repeated: it may be long.
            throw new ConfigException(LAYOUT + ": describe the columns here or in " + LAYOUT_FILE + ", one of both");
        }
        Layout layout = inline.isBlank() ? parse(LAYOUT_FILE, read(file)) : parse(LAYOUT, inline);
        Encoding encoding = Encoding.of(layout.charset().orElse(charset));
        String key = inline.isBlank() ? LAYOUT_FILE : LAYOUT;
        if (!encoding.scannable()) {
            throw new ConfigException(key + ": records can't be found in the bytes of " + encoding.name());
        }
        boolean countable = layout.unit() == Layout.Unit.BYTE || layout.lines() == Layout.Lines.YES;
        if (!countable && !encoding.isSingleUnit()) {
            throw new ConfigException(
                    key + ": characters can't be counted in " + encoding.name() + " without line ends; count bytes");
        }
        return new FixedWidthSettings(layout, key, encoding, most);
    }

    private static Layout parse(String key, String text) {
        try {
            return Layout.parse(text);
        } catch (LayoutProblem wrong) {
            throw new ConfigException(key + ": " + wrong.getMessage());
        }
    }

    private static String read(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new ConfigException(LAYOUT_FILE + ": " + file + " is larger than a layout can be");
            }
            return Files.readString(path);
        } catch (IOException | InvalidPathException missing) {
            throw new ConfigException(LAYOUT_FILE + ": " + file + " can't be read as text on this worker");
        }
    }
}
