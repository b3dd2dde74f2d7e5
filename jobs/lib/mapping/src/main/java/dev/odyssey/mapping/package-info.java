/**
 * Turns exports, logs and change streams of other systems into events of this suite, as a mapping
 * file says.
 *
 * <p>{@link dev.odyssey.mapping.Mapping} is a mapping file, checked. {@link
 * dev.odyssey.mapping.Mapper} runs it over inputs:
 *
 * <pre>
 *  inputs --&gt; records --&gt; sorted by subject --&gt; events of one subject --&gt; sorted by recordedAt --&gt; lines
 *                                                        '--&gt; unmapped records, with the reason
 * </pre>
 *
 * <p>Both sorts spill to disk, so memory is bounded by the longest history of one subject, not by
 * the size of the input. What a subject's records become ({@link
 * dev.odyssey.mapping.SubjectMapper}) is a pure function of them.
 */
package dev.odyssey.mapping;
