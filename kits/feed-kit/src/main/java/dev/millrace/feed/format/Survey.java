package dev.millrace.feed.format;

/**
 * What a format found when it looked through a whole stream before reading it, such as which interchanges have wrong
 * counts. Each format has its own; it must be small, whatever the stream's size.
 */
public interface Survey {

    /** What formats find that look for nothing. */
    Survey NONE = new Survey() {};
}
