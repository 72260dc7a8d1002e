package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import dev.millrace.feed.layout.BinaryLayout;
import dev.millrace.feed.layout.LayoutFault;
import dev.millrace.feed.layout.LayoutFaults;
import dev.millrace.feed.plan.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Layouts in the layout language, offset listings, and the layouts that come along. */
final class YamlSource implements LayoutSource {

    private static final String TEXT = "layout.text";
    private static final String FILE = "layout.file";
    private static final String SHIPPED = "layout.shipped";

    @Override
    public String format() {
        return "layout";
    }

    @Override
    public String charset() {
        return "UTF-8";
    }

    @Override
    public void define(Options options) {
        String[] names =
                Stream.concat(Stream.of(""), BinaryLayout.SHIPPED.stream()).toArray(String[]::new);
        options.text(
                        TEXT,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Layout",
                        "The layout itself, in the layout language. Set it, layout.file or layout.shipped with"
                                + " format=layout.")
                .text(
                        FILE,
                        "",
                        new ConfigDef.NonNullValidator(),
                        Width.LONG,
                        "Layout file",
                        "A file on the worker that holds the layout: YAML, or an offset listing when its name ends with .csv."
                                + " Set it instead of layout.text; every worker needs the file.")
                .text(
                        SHIPPED,
                        "",
                        Options.oneOf(names),
                        Width.SHORT,
                        "Shipped layout",
                        "A layout that comes along, by its name. Set it instead of layout.text for ISO 8583.");
    }

    @Override
    public String key(AbstractConfig config) {
        return !config.getString(TEXT).isBlank()
                ? TEXT
                : !config.getString(FILE).isBlank() ? FILE : SHIPPED;
    }

    @Override
    public List<Item.Group> records(AbstractConfig config) throws BadOption {
        String text = config.getString(TEXT);
        String file = config.getString(FILE);
        String shipped = config.getString(SHIPPED);
        long given =
                Stream.of(text, file, shipped).filter(value -> !value.isBlank()).count();
        if (given != 1) {
            // The layout is not repeated: it may be long.
            throw new BadOption(TEXT, "give the layout here, in " + FILE + " or in " + SHIPPED + ", one of the three");
        }
        try {
            if (!file.isBlank() && file.toLowerCase(Locale.ROOT).endsWith(".csv")) {
                return BinaryLayout.parseListing("record", LayoutFile.read(FILE, file))
                        .records();
            }
            String yaml = !text.isBlank()
                    ? text
                    : !file.isBlank()
                            ? LayoutFile.read(FILE, file)
                            : BinaryLayout.shipped(shipped).orElse("");
            return BinaryLayout.parse(yaml).records();
        } catch (LayoutFaults wrong) {
            List<BadOption.Complaint> complaints = new ArrayList<>();
            for (LayoutFault fault : wrong.faults()) {
                complaints.add(new BadOption.Complaint(key(config), fault.toString()));
            }
            throw new BadOption(complaints);
        }
    }
}
