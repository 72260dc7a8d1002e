package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Item;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A layout of binary records. Immutable.
 *
 * @param records what is said of each type of record, at least one
 */
public record BinaryLayout(String name, List<Item.Group> records) {

    /** The layouts that come along, by their names. */
    public static final List<String> SHIPPED = List.of(
            "iso8583-1987-ascii",
            "iso8583-1987-ascii-binary-bitmap",
            "iso8583-1987-bcd",
            "iso8583-1987-binary",
            "iso8583-1993-ascii",
            "iso8583-1993-ascii-binary-bitmap",
            "iso8583-1993-bcd",
            "iso8583-1993-binary");

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    public BinaryLayout {
        records = List.copyOf(records);
    }

    /**
     * Reads a layout in the layout language.
     *
     * @throws LayoutFaults with all that is wrong
     */
    public static BinaryLayout parse(String yaml) throws LayoutFaults {
        return new BinaryLayoutParser(yaml).layout();
    }

    /**
     * Reads a listing of offsets.
     *
     * @param name of the record
     * @throws LayoutFaults with all that is wrong
     */
    public static BinaryLayout parseListing(String name, String csv) throws LayoutFaults {
        return new OffsetListing(name, csv).layout();
    }

    /** The text of a layout that comes along; empty when there is none of that name. */
    public static Optional<String> shipped(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream file = BinaryLayout.class.getResourceAsStream(name + ".yaml")) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
