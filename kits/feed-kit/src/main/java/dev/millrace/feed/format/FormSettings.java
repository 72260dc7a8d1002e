package dev.millrace.feed.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of {@link FormFormat}.
 *
 * @param lists the names that are a list even when there is one of them
 */
record FormSettings(Charset charset, int maxBytes, Set<String> lists) {

    private static final String CHARSET = "form.charset";
    private static final String MAX_BYTES = "form.record.max.bytes";
    private static final String LISTS = "form.lists";
    private static final String SIGNS = "&=+%0123456789ABCDEFabcdef";

    FormSettings {
        lists = Set.copyOf(lists);
    }

    static void define(ConfigDef definition) {
        new Options(definition, FormFormat.NAME)
                .text(
                        CHARSET,
                        "UTF-8",
                        ConfigDef.LambdaValidator.with(
                                FormSettings::checkCharset, () -> "the name of a charset that contains ASCII"),
                        Width.SHORT,
                        "Charset",
                        "What the bytes are characters of, once percent signs are decoded. Change it when the sender does"
                                + " not use UTF-8.")
                .number(
                        MAX_BYTES,
                        1 << 20,
                        64,
                        1 << 28,
                        "Largest form",
                        "The bytes a form may have; a larger one is malformed. Raise it, together with the worker's"
                                + " producer limit max.request.size, when forms are that large.")
                .list(
                        LISTS,
                        "Lists",
                        "Names that are a list even where they stand there once. Name every field that may repeat, or its"
                                + " value is a list in some records and none in others.");
    }

    static FormSettings from(AbstractConfig config) {
        return new FormSettings(
                Charset.forName(config.getString(CHARSET)),
                config.getInt(MAX_BYTES),
                Set.copyOf(config.getList(LISTS)));
    }

    /** The signs of the syntax must be bytes of their own, as in ASCII. */
    private static void checkCharset(String key, Object value) {
        boolean fits;
        try {
            Charset charset = Charset.forName(String.valueOf(value));
            fits = charset.canEncode()
                    && Arrays.equals(SIGNS.getBytes(charset), SIGNS.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException unknown) {
            fits = false;
        }
        if (!fits) {
            throw new ConfigException(
                    key, value, "no charset that contains ASCII; use a name such as UTF-8, windows-1252 or Shift_JIS");
        }
    }
}
