package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import dev.millrace.feed.plan.Item;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;

/** Where the layout of a binary format comes from. Stateless. */
interface LayoutSource {

    /** The name of the format, which its options begin with. */
    String format();

    /** The charset of files unless the options say another. */
    String charset();

    /** Declares the options that hold the layout. */
    void define(Options options);

    /**
     * Reads the layout.
     *
     * @throws BadOption with everything that is wrong with it
     */
    List<Item.Group> records(AbstractConfig config) throws BadOption;

    /** The option that a complaint about the layout belongs to. */
    String key(AbstractConfig config);
}
