package dev.millrace.database;

/**
 * A column by which rows are sorted and gone on from.
 *
 * @param name as the result has it
 * @param index in the result, from 1
 * @param time what its times mean and how fine they are; {@link TimeForm#NONE} where it has none
 */
record KeyColumn(String name, int index, KeyType type, TimeForm time) {}
