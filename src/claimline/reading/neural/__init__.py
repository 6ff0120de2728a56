"""The trained reader: one small encoder with several heads, run with onnxruntime alone."""
