//! 2D views to 3D athletes and ball. Pure arithmetic: no thread, clock, socket, file, OpenCV or ONNX Runtime.
