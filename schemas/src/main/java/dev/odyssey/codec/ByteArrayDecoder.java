package dev.odyssey.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro's binary encoding from an array and believes no length that the array cannot hold.
 * Avro's own decoders make room for what a length claims before they look whether it is there, so a
 * few bytes of rubbish could ask for gigabytes.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">the
 *     encoding</a>
 */
final class ByteArrayDecoder extends Decoder {

  private static final char REPLACEMENT = '\uFFFD';
  private static final int MAX_INT_BYTES = 5;
  private static final int MAX_LONG_BYTES = 10;

  private final byte[] bytes;
  private int position;

  ByteArrayDecoder(byte[] bytes, int from) {
    this.bytes = bytes;
    this.position = from;
  }

  /** How many bytes have not been read yet. */
  int remaining() {
    return bytes.length - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    return bytes[take(1)] == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readVariable(MAX_INT_BYTES);
    if ((value >>> Integer.SIZE) != 0) {
      throw new AvroRuntimeException("an int of more than 32 bits");
    }
    int bits = (int) value;
    return (bits >>> 1) ^ -(bits & 1);
  }

  @Override
  public long readLong() throws IOException {
    long value = readVariable(MAX_LONG_BYTES);
    return (value >>> 1) ^ -(value & 1);
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  private long readVariable(int maxBytes) throws IOException {
    long value = 0;
    for (int i = 0; i < maxBytes; i++) {
      byte b = bytes[take(1)];
      value |= (b & 0x7FL) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw new AvroRuntimeException("a number of more than " + maxBytes + " bytes");
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
  }

  @Override
  public double readDouble() throws IOException {
    return Double.longBitsToDouble(littleEndian(Double.BYTES));
  }

  private long littleEndian(int count) throws IOException {
    int start = take(count);
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = (value << Byte.SIZE) | (bytes[start + i] & 0xFF);
    }
    return value;
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    int start = take(length);
    String text = new String(bytes, start, length, UTF_8);
    // Only text that was damaged, or tells of some that was, holds this character.
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkUtf8(start, length);
    }
    return text;
  }

  private void checkUtf8(int start, int length) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
    } catch (CharacterCodingException e) {
      throw new AvroRuntimeException("a text that is not well-formed UTF-8", e);
    }
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public void skipString() throws IOException {
    take(length());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    byte[] copy = new byte[length()];
    readFixed(copy, 0, copy.length);
    return ByteBuffer.wrap(copy);
  }

  @Override
  public void skipBytes() throws IOException {
    take(length());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    System.arraycopy(bytes, take(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    take(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return itemCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return itemCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipSizedBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return itemCount();
  }

  @Override
  public long mapNext() throws IOException {
    return itemCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipSizedBlocks();
  }

  /** Items take a byte at least: no schema here has items of none. */
  private long itemCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      count = -count;
      length();
    }
    return available(count);
  }

  private long skipSizedBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      take(length());
      count = readLong();
    }
    return available(count);
  }

  private int length() throws IOException {
    return available(readLong());
  }

  private int available(long claimed) throws IOException {
    if (claimed < 0) {
      throw new AvroRuntimeException("a negative length: " + claimed);
    }
    if (claimed > remaining()) {
      throw new EOFException(
          "a length of " + claimed + " where " + remaining() + " bytes are left");
    }
    return (int) claimed;
  }

  /** Moves on; the bytes begin at the index returned. */
  private int take(int count) throws IOException {
    int start = position;
    position += available(count);
    return start;
  }
}
