package dev.millrace.kit.contract;

/**
 * One thing in a value that is against its contract; never a value, nor a name that the contract does not know.
 *
 * @param path where, in the path language: {@code items[3].sku}; a name that the contract does not know is {@code *}, and the
 *     whole is the empty text
 * @param keyword the rule of the contract that is not kept, such as {@code required} or {@code maxLength}
 */
public record Violation(String path, String keyword) {}
